"""What an address asks of the figures, and the addresses that lead on from it: all of it in the one filter grammar."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from portal.publication.kinds import KINDS
from search.figures.counting import Breakdown, Row
from search.figures.dimensions import DIMENSIONS
from search.filters.facets import facets_of
from search.filters.grammar import Selection, parse
from search.filters.parameter_types import Names
from search.filters.parameters import parameters_of
from search.filters.scope import scope_of

API = "/api/v1/figures"
BY, KIND, AS_OF = "by", "kind", "as_of"
# What a browser's own field for date and time sends: no zone, because it asks for none.
_LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """`selection.within` is what the site is confined to."""

    selection: Selection

    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions asked for; none for those that have sense."""
        found: tuple[str, ...] = self.selection.values.get(BY, ())
        return found

    @property
    def kind(self) -> str:
        """The one kind that is counted, "" for several or all."""
        kinds = self.selection.chosen.get(KIND, ())
        return kinds[0] if len(kinds) == 1 else ""

    def change(self, **changes: str | None) -> str:
        """This page with parameters replaced; None removes one."""
        return _address("/figures/", self.selection.query_string(**changes))

    def narrowed(self, row: Row) -> str:
        """This page with nothing but what one row counts; "" where the grammar cannot say it, or says it already."""
        kept = dict(self.selection.pairs())
        return self.change(**row.filter) if row.filter and not row.filter.items() <= kept.items() else ""

    def records(self, row: Row) -> str:
        """The list of the records that one row counts; "" where the grammar cannot say it."""
        return self._listed(row.filter) if row.filter and row.count else ""

    def every_record(self) -> str:
        """The list of all that is counted."""
        return self._listed({})

    def _listed(self, changes: dict[str, str]) -> str:
        """The kind's own list where it knows every filter, else search over everything."""
        pairs = {name: value for name, value in self.selection.pairs() if name != BY} | changes
        kind = pairs.get(KIND, "")
        if kind in KINDS and {name.removeprefix("-") for name in pairs} - {KIND} <= _known_to(kind):
            del pairs[KIND]
            return _address(f"/{kind}/", urlencode(pairs, safe=","))
        return _address("/search/", urlencode(pairs, safe=","))

    def file(self, breakdown: Breakdown | None = None) -> str:
        """The table of one breakdown, or of all, as CSV."""
        return self.change(**self._only(breakdown), format="csv")

    def call(self, breakdown: Breakdown | None = None) -> str:
        """The API call that gives the same numbers; "" where it cannot: it knows no site, only one filter of a name."""
        own, fixed = dict(self.selection.pairs()), dict(self.selection.within.pairs()) if self.selection.within else {}
        if own.keys() & fixed.keys():
            return ""
        return _address(API, urlencode({**fixed, **own, **self._only(breakdown)}, safe=","))

    def _only(self, breakdown: Breakdown | None) -> dict[str, str]:
        return {BY: breakdown.name} if breakdown else {}


def read(request: HttpRequest) -> Asked:
    """Leniently: what makes no sense is dropped, with a notice in the selection."""
    parameters = (*parameters_of(), Names(BY, DIMENSIONS))
    selection = parse(request.GET, facets=facets_of(), parameters=parameters, strict=False)
    selection.within = scope_of(request)
    return Asked(selection)


def tidied(params: QueryDict) -> str | None:
    """The query that a form meant: without empty fields, its time in Shanghai's zone; None where it says so already."""
    pairs = [(name, text) for name, texts in params.lists() for text in texts]
    kept = [(name, _zoned(text) if name == AS_OF else text) for name, text in pairs if text.strip()]
    return urlencode(kept, safe=",") if kept != pairs else None


def _known_to(kind: str) -> set[str]:
    return {facet.name for facet in facets_of(kind)} | {parameter.name for parameter in parameters_of(kind)}


def _zoned(text: str) -> str:
    return f"{text}+08:00" if _LOCAL_TIME.fullmatch(text) else text


def _address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def kinds_of(asked: Asked) -> Iterable[str]:
    """The kinds asked for."""
    return asked.selection.chosen.get(KIND, ())
