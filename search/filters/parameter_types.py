"""How a typed parameter is read and written; what it narrows is in search.filters.parameters."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from portal.policies.numbers import normal_form
from portal.windows.instants import parse_instant
from search.ranges import Range
from search.text.chinese import printable

LONGEST_TEXT = 200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Parameter:
    """`parse` raises ValueError with a reason for people; `q` narrows the database, `ranges` and `terms` the same way
    an engine: by default not at all.
    """

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
        """The same for an engine, where it is a number."""
        return ()

    def terms(self, value: Any) -> frozenset[str]:
        """The same for an engine, where it is a code: a record must have one of them."""
        return frozenset()


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
        if not re.fullmatch(r"-?[0-9]{1,15}", text) or not self.low <= int(text) <= self.high:
            raise ValueError(f"must be a whole number from {self.low} to {self.high}")
        return int(text)


class Day(Parameter):
    """A calendar day, YYYY-MM-DD in ASCII digits."""

    def parse(self, text: str) -> dt.date:
        """Raises ValueError for anything else, a day with a time included."""
        if not _DAY.fullmatch(text):
            raise ValueError("must be a day such as 2026-01-31")
        return dt.date.fromisoformat(text)


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
