"""The datasets: one for each collection, with the words by which people and harvesters find it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem


@dataclass(frozen=True)
class Dataset:
    """`themes` are codes of the EU data theme authority table."""

    kind: str
    description: Promise
    keywords: tuple[Promise, ...]
    themes: tuple[str, ...]

    @property
    def title(self) -> Promise:
        """The collection's name."""
        return KINDS[self.kind].label


DATASETS: dict[str, Dataset] = {
    dataset.kind: dataset
    for dataset in (
        Dataset(
            "policies",
            _("Policy documents of all levels with number, dates, validity, clauses and what they rest on."),
            (_("policy documents"), _("regulations"), _("enterprises")),
            ("GOVE", "JUST", "ECON"),
        ),
        Dataset(
            "policy-products",
            _("What policies offer: schemes and products with conditions, materials and amounts."),
            (_("subsidies"), _("policy products"), _("enterprises")),
            ("ECON", "GOVE"),
        ),
        Dataset(
            "notices",
            _("Calls for application with their items, windows, deadlines and everything that moved them."),
            (_("calls for application"), _("deadlines"), _("enterprises")),
            ("ECON", "GOVE"),
        ),
        Dataset(
            "interpretations",
            _("Interpretations of policies, with the text of every graphic."),
            (_("interpretations"), _("policies")),
            ("GOVE", "ECON"),
        ),
        Dataset(
            "compilations",
            _("Compilations of schemes as they were printed, each entry with the version it shows."),
            (_("compilations"), _("policies")),
            ("GOVE", "ECON"),
        ),
        Dataset(
            "guides",
            _("Service guides: conditions, materials, steps, time limits and places."),
            (_("service guides"), _("government services")),
            ("GOVE",),
        ),
        Dataset(
            "disclosures",
            _("Disclosures: proposed and final results, public comments, lists and how to object."),
            (_("disclosures"), _("results")),
            ("GOVE", "ECON"),
        ),
        Dataset(
            "activities",
            _("Activities with time, place and registration."),
            (_("activities"), _("registration")),
            ("ECON", "EDUC"),
        ),
    )
}  # fmt: skip


def standing() -> dict[str, dict[str, Any]]:
    """By kind, for those that have records: how many are public, when one last changed, first and last date."""
    kinds = PublishedItem.objects.filter(live=True).order_by().values("kind")
    rows = kinds.annotate(count=Count("pk"), changed=Max("updated_at"), first=Min("date"), last=Max("date"))
    return {row["kind"]: dict(row) for row in rows}
