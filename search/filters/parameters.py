"""The typed parameters besides the facets: each narrows the database and an engine to the same records."""

import datetime as dt

from django.db.models import Q, QuerySet

from portal.policies.numbers import normal_form
from portal.publication.models import PublishedSpan
from search.filters.amounts import LARGEST_AMOUNT, at_least, at_most
from search.filters.parameter_types import LONGEST_TEXT, Day, Instant, Integer, OneOf, Parameter, Text
from search.ranges import Range, day_number, microseconds
from search.text.chinese import printable


class AmountBound(Integer):
    """`amount_from` / `amount_to`: the most one can get, in whole yuan, both ends included; not stated never matches.

    So `amount_from` asks for what gives that much or more.
    """

    def __init__(self, name: str, *, lower: bool):
        super().__init__(name, 1, LARGEST_AMOUNT)
        self.lower = lower

    def q(self, value: int, at: dt.datetime) -> Q:
        """By the list form."""
        return at_least(value) if self.lower else at_most(value)

    def ranges(self, value: int) -> tuple[Range, ...]:
        """By the number that is filed."""
        return (Range("amount", low=value) if self.lower else Range("amount", low=1, high=value),)


class ListedDay(Day):
    """`issued_from` / `issued_to`: both ends belong to it.

    A record's day is its 成文日期 where its kind has one (null never matches), else the day lists sort by.
    """

    def __init__(self, name: str, *, lower: bool):
        super().__init__(name)
        self.lookup = "gte" if lower else "lte"

    def q(self, value: dt.date, at: dt.datetime) -> Q:
        """By the day lists sort by, which is the day of issue where there is one, else perhaps that of publication."""
        stated = ~Q(listing__has_key="issued_on") | ~Q(listing__issued_on=None)
        return Q(**{f"date__{self.lookup}": value}) & stated

    def ranges(self, value: dt.date) -> tuple[Range, ...]:
        """By day number."""
        number = day_number(value)
        return (Range("issued", low=number) if self.lookup == "gte" else Range("issued", low=1, high=number),)


class StartDay(Day):
    """`from` / `to` of activities: the day on which it starts, both ends included."""

    def __init__(self, name: str, *, lower: bool):
        super().__init__(name)
        self.lookup = "gte" if lower else "lte"

    def q(self, value: dt.date, at: dt.datetime) -> Q:
        """By the day lists sort by, which is that of the start."""
        return Q(**{f"date__{self.lookup}": value})

    def ranges(self, value: dt.date) -> tuple[Range, ...]:
        """By day number: activities have no other day of issue than the one they are listed by."""
        number = day_number(value)
        return (Range("issued", low=number) if self.lookup == "gte" else Range("issued", low=1, high=number),)


class UpdatedAfter(Instant):
    """Records published or changed after the instant."""

    def q(self, value: dt.datetime, at: dt.datetime) -> Q:
        """Strictly after."""
        return Q(updated_at__gt=value)

    def ranges(self, value: dt.datetime) -> tuple[Range, ...]:
        """In microseconds."""
        return (Range("updated", low=microseconds(value) + 1),)


class ClosesBefore(Instant):
    """`closes_before`: by the effective closing of the window that decides at `at`; without one, never."""

    def q(self, value: dt.datetime, at: dt.datetime) -> Q:
        """Strictly before."""
        return Q(pk__in=_current_spans(at).filter(closes_at__lt=value).values("item_id"))

    def ranges(self, value: dt.datetime) -> tuple[Range, ...]:
        """In microseconds."""
        return (Range("closes", low=1, high=microseconds(value) - 1),)


class OpensAfter(Instant):
    """`opens_after`: by the effective opening of the window that decides at `at`; without one, never."""

    def q(self, value: dt.datetime, at: dt.datetime) -> Q:
        """Strictly after."""
        return Q(pk__in=_current_spans(at).filter(opens_at__gt=value).values("item_id"))

    def ranges(self, value: dt.datetime) -> tuple[Range, ...]:
        """In microseconds."""
        return (Range("opens", low=microseconds(value) + 1),)


def _current_spans(at: dt.datetime) -> QuerySet[PublishedSpan]:
    return PublishedSpan.objects.filter(axis="status", starts_at__lte=at, ends_at__gt=at)


class DocumentNumber(Parameter):
    """文号 in any bracket form, width or spacing."""

    def parse(self, text: str) -> str:
        """The normal form; raises ValueError for an empty or overlong one."""
        if len(text) > LONGEST_TEXT or not (found := normal_form(printable(text))):
            raise ValueError("must be a document number")
        return found

    def q(self, value: str, at: dt.datetime) -> Q:
        """Equal in normal form."""
        return Q(number=value)

    def terms(self, value: str) -> frozenset[str]:
        """As `number_terms` files it."""
        return number_terms(value)


def number_terms(number: str) -> frozenset[str]:
    """The term of a record's number in normal form; none for none."""
    return frozenset({f"doc_number:{number}"} if number else ())


PARAMETERS: dict[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        Text("q"),
        Instant("as_of"),
        OneOf("scope", ["exact"]),
        ListedDay("issued_from", lower=True),
        ListedDay("issued_to", lower=False),
        UpdatedAfter("updated_after"),
        ClosesBefore("closes_before"),
        OpensAfter("opens_after"),
        AmountBound("amount_from", lower=True),
        AmountBound("amount_to", lower=False),
        DocumentNumber("doc_number"),
        StartDay("from", lower=True),
        StartDay("to", lower=False),
    )
}

COMMON = ("q", "as_of", "scope", "issued_from", "issued_to", "updated_after")
WINDOWS = ("closes_before", "opens_after")
AMOUNTS = ("amount_from", "amount_to")
BY_KIND = {
    "": (*COMMON, *WINDOWS, *AMOUNTS),
    "policies": (*COMMON, "doc_number"),
    "policy-products": (*COMMON, *AMOUNTS),
    "notices": (*COMMON, *WINDOWS),
    "activities": (*COMMON, "from", "to"),
}


def parameters_of(kind: str = "") -> tuple[Parameter, ...]:
    """The typed parameters that a list of one kind accepts; those of search over every kind for ""."""
    return tuple(PARAMETERS[name] for name in BY_KIND.get(kind, COMMON))
