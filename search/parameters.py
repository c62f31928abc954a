"""Typed parameters besides the facets: each reads its text, filters the database and, where it can, an engine."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from portal.policies.numbers import normal_form
from portal.publication.models import PublishedSpan
from portal.windows.instants import parse_instant
from search.chinese import printable
from search.ranges import Range, day_number, microseconds

LONGEST_TEXT = 200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Parameter:
    """`parse` raises ValueError with a reason for people; `q` and `ranges` narrow, by default not at all."""

    def __init__(self, name: str):
        self.name = name

    def parse(self, text: str) -> Any:
        """The typed value."""
        return text

    def write(self, value: Any) -> str:
        """The value as it stands in an address."""
        return str(value)

    def q(self, value: Any, at: dt.datetime) -> Q:
        """The filter for PublishedItem."""
        return Q()

    def ranges(self, value: Any) -> tuple[Range, ...]:
        """The same for an engine."""
        return ()


class Text(Parameter):
    """Words to look for; invisible and control characters are dropped."""

    def parse(self, text: str) -> str:
        """At most LONGEST_TEXT characters."""
        if len(text) > LONGEST_TEXT:
            raise ValueError(f"longer than {LONGEST_TEXT} characters")
        return printable(text).strip()

    def q(self, value: str, at: dt.datetime) -> Q:
        """Every word in title, number or summary: lists are exact, ranking is the engine's."""
        found = Q()
        for word in value.split():
            found &= (
                Q(title__icontains=word) | Q(number__icontains=normal_form(word)) | Q(listing__summary__icontains=word)
            )
        return found


class OneOf(Parameter):
    """One of a few words, such as the orders that a list allows."""

    def __init__(self, name: str, allowed: Iterable[str]):
        super().__init__(name)
        self.allowed = tuple(allowed)

    def parse(self, text: str) -> Any:
        """Raises ValueError naming what is allowed."""
        if text not in self.allowed:
            raise ValueError(f"must be one of {', '.join(self.allowed)}")
        return text


class Names(OneOf):
    """Several of a few words, separated by commas."""

    def parse(self, text: str) -> tuple[str, ...]:
        """Each once, in the order given."""
        names = tuple(dict.fromkeys(text.split(",")))
        for name in names:
            super().parse(name)
        return names

    def write(self, value: Iterable[str]) -> str:
        """Joined by commas."""
        return ",".join(value)


class Integer(Parameter):
    """A whole number in ASCII digits within bounds."""

    def __init__(self, name: str, low: int, high: int):
        super().__init__(name)
        self.low, self.high = low, high

    def parse(self, text: str) -> int:
        """Raises ValueError outside low … high."""
        if not re.fullmatch(r"-?[0-9]{1,9}", text) or not self.low <= int(text) <= self.high:
            raise ValueError(f"must be a whole number from {self.low} to {self.high}")
        return int(text)


class Day(Parameter):
    """A calendar day, YYYY-MM-DD in ASCII digits."""

    def parse(self, text: str) -> dt.date:
        """Raises ValueError for anything else, a day with a time included."""
        if not _DAY.fullmatch(text):
            raise ValueError("must be a day such as 2026-01-31")
        return dt.date.fromisoformat(text)


class ListedDay(Day):
    """`issued_from` / `issued_to`: both ends belong to it.

    A record's day is its 成文日期 where its kind has one (null never matches), else the day lists sort by.
    """

    def __init__(self, name: str, *, lower: bool):
        super().__init__(name)
        self.lookup = "gte" if lower else "lte"

    def q(self, value: dt.date, at: dt.datetime) -> Q:
        """By the column first, then exactly by the printed date."""
        issued = Q(**{f"listing__issued_on__{self.lookup}": value.isoformat()})
        return Q(**{f"date__{self.lookup}": value}) & (~Q(listing__has_key="issued_on") | issued)

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


class Instant(Parameter):
    """RFC 3339 with a zone; in the years 1901 to 9997."""

    def parse(self, text: str) -> dt.datetime:
        """An aware instant; raises ValueError without zone or with digits that are not ASCII."""
        found = parse_instant(text)
        if not 1900 < found.year < 9998:
            raise ValueError("must lie between the years 1901 and 9997")
        return found

    def write(self, value: dt.datetime) -> str:
        """In UTC."""
        return value.isoformat().replace("+00:00", "Z")


class UpdatedAfter(Instant):
    """Records published or changed after the instant."""

    def q(self, value: dt.datetime, at: dt.datetime) -> Q:
        """Strictly after."""
        return Q(updated_at__gt=value)

    def ranges(self, value: dt.datetime) -> tuple[Range, ...]:
        """In microseconds."""
        return (Range("updated", low=microseconds(value) + 1),)


class WindowInstant(Instant):
    """`closes_before` / `opens_after`: by the effective instants of the window that decides at `at`."""

    def __init__(self, name: str, lookup: str):
        super().__init__(name)
        self.lookup = lookup

    def q(self, value: dt.datetime, at: dt.datetime) -> Q:
        """Strictly before or after; calls without that instant never match."""
        spans = PublishedSpan.objects.filter(axis="status", starts_at__lte=at, ends_at__gt=at, **{self.lookup: value})
        return Q(pk__in=spans.values("item_id"))


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


PARAMETERS: dict[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        Text("q"),
        Instant("as_of"),
        OneOf("scope", ["exact"]),
        ListedDay("issued_from", lower=True),
        ListedDay("issued_to", lower=False),
        UpdatedAfter("updated_after"),
        WindowInstant("closes_before", "closes_at__lt"),
        WindowInstant("opens_after", "opens_at__gt"),
        DocumentNumber("doc_number"),
        StartDay("from", lower=True),
        StartDay("to", lower=False),
    )
}

COMMON = ("q", "as_of", "scope", "issued_from", "issued_to", "updated_after")
BY_KIND = {
    "policies": (*COMMON, "doc_number"),
    "notices": (*COMMON, "closes_before", "opens_after"),
    "activities": (*COMMON, "from", "to"),
}


def parameters_of(kind: str = "") -> tuple[Parameter, ...]:
    """The typed parameters that a list of one kind accepts; those of search over every kind for ""."""
    return tuple(PARAMETERS[name] for name in BY_KIND.get(kind, COMMON))
