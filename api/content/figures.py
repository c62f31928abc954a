"""`/figures`: how many public records there are, by level, field, status, month, body and more."""

from django.http import HttpRequest
from django.utils import timezone
from rest_framework.response import Response

from api import parameters
from api.content.forms.figures import FiguresAnswer
from api.content.queries import parsed
from api.openapi import parameters as described
from api.openapi.operations import Operation
from api.snapshot import snapshot
from api.views import ReadView, timed
from search.figures.counting import figures
from search.figures.dimensions import DIMENSIONS
from search.filters.facets import facets_of
from search.filters.parameter_types import Names, Parameter
from search.filters.parameters import parameters_of


def figures_parameters() -> tuple[Parameter, ...]:
    """The typed parameters: those of search, and by what to count."""
    return (*parameters_of(), Names("by", DIMENSIONS))


class FiguresView(ReadView):
    """`/figures`; without `by`, what has sense for the kinds asked for."""

    def get(self, request: HttpRequest) -> Response:
        """Total and counts, exact to the last commit."""
        selection = parsed(parameters.read(request), facets_of(), figures_parameters())
        now = timezone.now()
        with snapshot():
            found = figures(selection, now=now, by=selection.values.get("by", ()))
            body = {
                "total": found.total,
                "figures": {
                    breakdown.name: [
                        {"value": row.value, "label": row.label, "count": row.count} for row in breakdown.rows
                    ]
                    for breakdown in found.breakdowns
                },
            }
            return timed(body, found.at, now, fixed="as_of" in selection.values)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        return Operation(
            "getFigures", "Count records", "figures", FiguresAnswer,
            lambda: [*described.filters(facets_of()), *described.typed(figures_parameters())],
        )  # fmt: skip
