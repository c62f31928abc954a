"""By what records are counted, and which of it has sense for which kind."""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.publication.models import PublishedItem
from search.filters.facet_types import NONE, Facet
from search.filters.facet_values import Records
from search.filters.facets import FACETS
from search.filters.parameters import PARAMETERS

Labels = dict[str, str]


class Dimension(Protocol):
    """One way to count. `values` and labels are those of the filter; `none` is what states nothing."""

    @property
    def name(self) -> str:
        """As in `by`, and as the filter where there is one."""

    @property
    def label(self) -> str | Promise:
        """What people read."""

    def count(self, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool) -> dict[str, int]:
        """How many of `items` have each value at an instant."""

    def ordered(self, counts: Mapping[str, int]) -> list[str]:
        """The values to tell, in the order in which they are told."""

    def labels(self, values: Iterable[str]) -> Labels:
        """What people read."""

    def filter(self, value: str) -> dict[str, str]:
        """The parameters of the grammar that keep what was counted under a value; none where it cannot say it."""


class ByFacet:
    """By the values of a facet: the known ones in their order, also where there is none of them; bodies by number."""

    def __init__(self, facet: Facet):
        self.facet, self.name, self.label = facet, facet.name, facet.label

    def count(self, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool) -> dict[str, int]:
        """As the filter counts."""
        return self.facet.count(items, at, exact)

    def ordered(self, counts: Mapping[str, int]) -> list[str]:
        """Known values, then others by number, `none` last."""
        known = self.facet.values.all()
        others = sorted(counts.keys() - {*known, NONE}, key=lambda value: (-counts[value], value))
        return [*known, *others, *([NONE] if counts.get(NONE) else [])]

    def labels(self, values: Iterable[str]) -> Labels:
        """As the filter says them."""
        return self.facet.labels(values)

    def filter(self, value: str) -> dict[str, str]:
        """The facet itself."""
        return {self.name: value}


class ByMonth:
    """By the month of the day that `issued_from` and `issued_to` go by; only months that occur."""

    name = "month"
    label = gettext_lazy("Month")

    def count(self, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool) -> dict[str, int]:
        """By YYYY-MM."""
        stated = PARAMETERS["issued_from"].q(dt.date.min, at)
        rows = items.order_by().filter(stated).values_list("date").annotate(Count("pk"))
        found: Counter[str] = Counter()
        for day, count in rows:
            found[f"{day:%Y-%m}"] += count
        unstated = items.count() - found.total()
        return {**found, **({NONE: unstated} if unstated else {})}

    def ordered(self, counts: Mapping[str, int]) -> list[str]:
        """The earliest first, `none` last."""
        return sorted(counts, key=lambda value: (value == NONE, value))

    def labels(self, values: Iterable[str]) -> Labels:
        """Year and month."""
        return {value: _("not stated") if value == NONE else _month_words(value) for value in values}

    def filter(self, value: str) -> dict[str, str]:
        """Its first and its last day."""
        if value == NONE:
            return {}
        year, month = map(int, value.split("-"))
        last = calendar.monthrange(year, month)[1]
        return {"issued_from": f"{value}-01", "issued_to": f"{value}-{last:02d}"}


def _month_words(value: str) -> str:
    year, month = map(int, value.split("-"))
    # Translators: 2026年3月
    return _("%(year)d-%(month)02d") % {"year": year, "month": month}


FACET_NAMES = (
    "kind", "status", "validity", "level", "field", "issuing", "competent", "category", "form", "audience",
    "disclosure_type", "document_class", "org",
)  # fmt: skip
DIMENSIONS: dict[str, Dimension] = {
    **{name: ByFacet(FACETS[name]) for name in FACET_NAMES},
    ByMonth.name: ByMonth(),
}
# Over several kinds: what all of them have.
ACROSS_KINDS = ("kind", "status", "level", "field", "month")
BY_KIND: dict[str, tuple[str, ...]] = {
    "policies": ("validity", "level", "field", "document_class", "issuing", "month"),
    "policy-products": ("category", "validity", "level", "field", "competent", "month"),
    "notices": ("status", "level", "field", "competent", "month"),
    "interpretations": ("form", "level", "field", "month"),
    "compilations": ("level", "field", "month"),
    "guides": ("level", "field", "audience", "competent"),
    "disclosures": ("status", "disclosure_type", "level", "field", "issuing", "month"),
    "activities": ("status", "level", "field", "competent", "month"),
}


def dimensions_of(kinds: Iterable[str]) -> tuple[str, ...]:
    """The names that have sense for records of these kinds."""
    found = list(kinds)
    return BY_KIND[found[0]] if len(found) == 1 else ACROSS_KINDS


def is_many(name: str) -> bool:
    """Whether a record may count under several values."""
    dimension = DIMENSIONS[name]
    return isinstance(dimension, ByFacet) and (
        name in ("field", "audience") or isinstance(dimension.facet.values, Records)
    )
