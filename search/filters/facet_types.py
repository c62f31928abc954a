"""What a facet can do: read its values, filter the database, speak to an engine, count. One class a way of storing."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext

from portal.publication.head import log_head
from portal.publication.models import PublishedFacet, PublishedItem, PublishedSpan
from portal.publication.rendering import BEGINNING, END_OF_TIME, Span
from portal.taxonomy.vocabulary import related_regions
from search.engine import Counted
from search.filters.facet_values import Source
from search.filters.instants import containing, cover

NONE = "none"
Compiled = Callable[[Iterable[str], dt.datetime], Q]


@dataclass(frozen=True)
class Facts:
    """What a facet indexes of one record."""

    kind: str
    subtype: str
    codes: Mapping[str, Iterable[str]]
    spans: Iterable[Span | PublishedSpan] = field(default=())


class Facet:
    """A filter by the codes of PublishedFacet rows. `name` is the parameter and the row's name.

    `values` are codes or `none` (has no value); `at` is the instant of the question; `exact` is `scope=exact`.
    """

    may_be_none = True

    def __init__(self, name: str, label: str | Promise, values: Source, *, countable: bool = True):
        """`countable` says whether engines count it beside the hits; not where every record is a value of its own."""
        self.name, self.label, self.values, self.countable = name, label, values, countable

    @property
    def parameter(self) -> str:
        """The name in addresses."""
        return self.name

    def choices(self) -> list[tuple[str, str]]:
        """(value, label) of the values that are known beforehand, `none` last."""
        values = self.values.all()
        return [*self.labels(values).items(), *([(NONE, gettext("not stated"))] if self.may_be_none else [])]

    def labels(self, values: Iterable[str]) -> dict[str, str]:
        """What people read, by value."""
        values = list(values)
        found = self.values.labels(value for value in values if value != NONE)
        return {value: gettext("not stated") if value == NONE else found[value] for value in values}

    def clean(self, texts: Iterable[str]) -> tuple[list[str], list[str]]:
        """(values as stored, each once; texts that are no value of this facet)."""
        known, unknown = [], []
        for text in texts:
            none = text == NONE and self.may_be_none
            value = NONE if none else self.values.canonical(text)
            known.append(value) if value else unknown.append(text)
        return list(dict.fromkeys(known)), unknown

    def q(self, values: Iterable[str], at: dt.datetime, exact: bool = False) -> Q:
        """Records that have one of the values, each once whatever it has."""
        wanted = set(values)
        found = Q(pk__in=self._rows().filter(value__in=self._reach(wanted - {NONE}, exact)).values("item_id"))
        return found | ~Q(pk__in=self._rows().values("item_id")) if NONE in wanted else found

    def count(
        self, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool = False, chosen: Iterable[str] = ()
    ) -> dict[str, int]:
        """How many of `items` each value would keep, values without any left out."""
        rows = self._rows().filter(item__in=items.order_by().values("pk"))
        counts = dict(rows.order_by().values_list("value").annotate(Count("pk")))
        without = self._without(items)
        return counts | ({NONE: without} if without else {})

    def index_terms(self, facts: Facts) -> Iterable[str]:
        """The terms under which an engine files a record."""
        return {f"{self.name}:{value}" for value in list(facts.codes.get(self.name, ())) or [NONE]}

    def terms(self, values: Iterable[str], at: dt.datetime, exact: bool = False) -> frozenset[str]:
        """The terms of which a record must have one."""
        wanted = set(values)
        reached = self._reach(wanted - {NONE}, exact) | (wanted & {NONE})
        return frozenset(f"{self.name}:{value}" for value in reached)

    def index_codes(self, facts: Facts) -> Iterable[str]:
        """Those terms that engines count, all facets in one go."""
        return self.index_terms(facts) if self.countable else ()

    def counted(self, at: dt.datetime, exact: bool = False) -> Counted:
        """How an engine counts it."""
        return Counted(self.name)

    def folded(self, counts: Mapping[str, int], exact: bool = False, chosen: Iterable[str] = ()) -> dict[str, int]:
        """An engine's counts as counts by value."""
        return dict(counts)

    def _rows(self) -> QuerySet[PublishedFacet]:
        return PublishedFacet.objects.filter(name=self.name)

    def _without(self, items: QuerySet[PublishedItem]) -> int:
        """How many of `items` have no value."""
        items = items.order_by()
        held = self._rows().filter(item__in=items.values("pk")).aggregate(held=Count("item_id", distinct=True))["held"]
        return items.count() - held

    def _reach(self, values: set[str], exact: bool) -> set[str]:
        """The values and what replaced them: a saved address keeps finding what it was made for."""
        return values.union(*(self.values.successors(value) for value in values))


class RegionFacet(Facet):
    """Containment both ways: a city finds what applies in its province and what applies in one of its districts."""

    _kept: tuple[tuple[str, int], frozenset[str]] | None = None

    def count(
        self, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool = False, chosen: Iterable[str] = ()
    ) -> dict[str, int]:
        """As filtered: a record counts for every region that would find it, chosen ones included."""
        if exact:
            return super().count(items, at)
        pairs = self._rows().filter(item__in=items.order_by().values("pk")).values_list("value", "item_id")
        holders: dict[str, set[object]] = {}
        for value, item in pairs:
            holders.setdefault(value, set()).add(item)
        found = {code: [holders[near] for near in reached & holders.keys()] for code, reached in self._related(chosen)}
        counts = {code: len(near) for code, held in found.items() if (near := set().union(*held))}
        without = self._without(items)
        return counts | ({NONE: without} if without else {})

    def index_codes(self, facts: Facts) -> Iterable[str]:
        """Beside every region the set of them: containment is counted over sets, of which there are few."""
        return {*self.index_terms(facts), f"{self._sets}:{' '.join(sorted(set(facts.codes.get(self.name, ()))))}"}

    def counted(self, at: dt.datetime, exact: bool = False) -> Counted:
        """By sets of regions, unless containment is off."""
        return Counted(self.name, prefix="" if exact else self._sets)

    def folded(self, counts: Mapping[str, int], exact: bool = False, chosen: Iterable[str] = ()) -> dict[str, int]:
        """A set counts for every region that is related to one of it."""
        if exact:
            return dict(counts)
        sets = {frozenset(codes.split()): count for codes, count in counts.items()}
        found = {
            code: sum(count for codes, count in sets.items() if not near.isdisjoint(codes))
            for code, near in self._related(chosen)
        }
        return {code: count for code, count in found.items() if count} | {NONE: sets.get(frozenset(), 0)}

    @property
    def _sets(self) -> str:
        return f"{self.name}_set"

    def _related(self, chosen: Iterable[str]) -> list[tuple[str, frozenset[str]]]:
        """Every region that occurs or is chosen, with those that are related to it."""
        return [(code, related_regions(code)) for code in self._occurring().union(chosen) - {NONE}]

    def _occurring(self) -> frozenset[str]:
        """Kept until the log moves: looking for them walks through the rows of every record."""
        head = log_head()
        key = (head.epoch, head.position)
        if self._kept is None or self._kept[0] != key:
            self._kept = key, frozenset(self._rows().order_by().values_list("value", flat=True).distinct())
        return self._kept[1]

    def _reach(self, values: set[str], exact: bool) -> set[str]:
        reached = super()._reach(values, exact)
        return reached if exact else set().union(*(related_regions(value) for value in reached))


class ColumnFacet(Facet):
    """A filter by a column of PublishedItem; an empty column is `none`."""

    def __init__(self, name: str, label: str | Promise, values: Source, *, column: str, may_be_none: bool = True):
        super().__init__(name, label, values)
        self.column, self.may_be_none = column, may_be_none

    def q(self, values: Iterable[str], at: dt.datetime, exact: bool = False) -> Q:
        """Records whose column is one of the values."""
        return Q(**{f"{self.column}__in": ["" if value == NONE else value for value in values]})

    def count(
        self, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool = False, chosen: Iterable[str] = ()
    ) -> dict[str, int]:
        """How many of `items` each value would keep."""
        rows = items.order_by().values_list(self.column).annotate(Count("pk"))
        return {value or NONE: count for value, count in rows}

    def index_terms(self, facts: Facts) -> Iterable[str]:
        """One term."""
        return {f"{self.name}:{getattr(facts, self.column) or NONE}"}


class SpanFacet(Facet):
    """A filter by what the clock decides; `none` holds where no span gives a value."""

    def __init__(self, name: str, label: str | Promise, values: Source, *, compiled: Compiled):
        super().__init__(name, label, values)
        self._compiled = compiled

    def q(self, values: Iterable[str], at: dt.datetime, exact: bool = False) -> Q:
        """Records whose span at the instant has one of the values."""
        return self._compiled(values, at)

    def count(
        self, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool = False, chosen: Iterable[str] = ()
    ) -> dict[str, int]:
        """How many of `items` have each value at the instant."""
        current = PublishedSpan.objects.filter(axis=self.name, starts_at__lte=at, ends_at__gt=at)
        rows = current.filter(item__in=items.order_by().values("pk")).order_by()
        counts = Counter(dict(rows.values_list("value").annotate(Count("item_id", distinct=True))))
        counts[NONE] += items.order_by().exclude(pk__in=current.values("item_id")).count()
        return dict(+counts)

    def index_terms(self, facts: Facts) -> Iterable[str]:
        """Dyadic intervals of every span, exact to the microsecond (search.filters.instants)."""
        own = [span for span in facts.spans if span.axis == self.name]
        for span in own or [Span(self.name, NONE, BEGINNING, END_OF_TIME)]:
            for size, prefix in cover(span.starts_at, span.ends_at):
                yield f"{self.name}:{span.value or NONE}:{size}:{prefix:x}"

    def terms(self, values: Iterable[str], at: dt.datetime, exact: bool = False) -> frozenset[str]:
        """Every interval that holds the instant, for each value."""
        held = list(containing(at))
        return frozenset(f"{self.name}:{value}:{size}:{prefix:x}" for value in values for size, prefix in held)

    def index_codes(self, facts: Facts) -> Iterable[str]:
        """None: what is counted depends on the instant."""
        return ()

    def counted(self, at: dt.datetime, exact: bool = False) -> Counted:
        """By the intervals behind each value; what has none of them is `none`."""
        return Counted(self.name, {value: self.terms([value], at) for value in self.values.all()}, rest=NONE)
