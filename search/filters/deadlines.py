"""Facet `deadline`: what closes within so many days of the instant of the question."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from portal.publication.models import PublishedItem, PublishedSpan
from portal.publication.rendering import Span
from portal.windows.clock import CANCELLED
from search.engine import Counted
from search.filters.facet_types import Facet, Facts
from search.filters.facet_values import Source
from search.filters.instants import containing, cover


class DeadlineFacet(Facet):
    """`at` < effective closing ≤ `at` + N days, of what has not been cancelled.

    What opens only then and what is suspended belongs to it: one still has to keep the deadline; `status` narrows
    to what is open. The values lie within one another: 30 keeps what 7 keeps.
    """

    may_be_none = False

    def __init__(self, name: str, label: str | Promise, values: Source):
        super().__init__(name, label, values)

    def q(self, values: Iterable[str], at: dt.datetime, exact: bool = False) -> Q:
        """Records whose deadline at the instant is near enough for one of the values."""
        days = max(int(value) for value in values)
        return Q(pk__in=self._near(at, days).values("item_id"))

    def count(
        self, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool = False, chosen: Iterable[str] = ()
    ) -> dict[str, int]:
        """How many of `items` each value would keep."""
        inside, days = items.order_by().values("pk"), [int(value) for value in self.values.all()]
        closing = self._near(at, max(days)).filter(item__in=inside)
        near = {
            str(number): Count("item_id", distinct=True, filter=Q(closes_at__lte=at + dt.timedelta(days=number)))
            for number in days
        }
        counts = closing.aggregate(**{f"within_{value}": counted for value, counted in near.items()})
        return {value: counts[f"within_{value}"] for value in near if counts[f"within_{value}"]}

    def index_terms(self, facts: Facts) -> Iterable[str]:
        """Dyadic intervals of the time in which the deadline is that near."""
        spans = sorted((span for span in facts.spans if span.axis == "status"), key=lambda span: span.starts_at)
        for value in self.values.all():
            for starts_at, ends_at in _joined(_near_times(spans, dt.timedelta(days=int(value)))):
                for size, prefix in cover(starts_at, ends_at):
                    yield f"{self.name}:{value}:{size}:{prefix:x}"

    def terms(self, values: Iterable[str], at: dt.datetime, exact: bool = False) -> frozenset[str]:
        """Every interval that holds the instant, for each value."""
        held = list(containing(at))
        return frozenset(f"{self.name}:{value}:{size}:{prefix:x}" for value in values for size, prefix in held)

    def index_codes(self, facts: Facts) -> Iterable[str]:
        """None: what is counted depends on the instant."""
        return ()

    def counted(self, at: dt.datetime, exact: bool = False) -> Counted:
        """By the intervals behind each value."""
        return Counted(self.name, {value: self.terms([value], at) for value in self.values.all()})

    def _near(self, at: dt.datetime, days: int) -> QuerySet[PublishedSpan]:
        current = PublishedSpan.objects.filter(axis="status", starts_at__lte=at, ends_at__gt=at)
        return current.filter(closes_at__gt=at, closes_at__lte=at + dt.timedelta(days=days)).exclude(value=CANCELLED)


def _near_times(
    spans: Iterable[Span | PublishedSpan], within: dt.timedelta
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """(from, until) of each span's time in which its closing lies ahead and within the distance."""
    for span in spans:
        if span.closes_at and span.value != CANCELLED:
            starts_at = max(span.starts_at, span.closes_at - within)
            ends_at = min(span.ends_at, span.closes_at)
            if starts_at < ends_at:
                yield starts_at, ends_at


def _joined(times: Iterable[tuple[dt.datetime, dt.datetime]]) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Neighbours as one: fewer terms."""
    held: tuple[dt.datetime, dt.datetime] | None = None
    for starts_at, ends_at in times:
        if held and starts_at == held[1]:
            held = held[0], ends_at
            continue
        if held:
            yield held
        held = starts_at, ends_at
    if held:
        yield held
