"""What a saved filter keeps: the grammar of the change feed, held against the database as it is now."""

import datetime as dt
from typing import Any

from django.http import QueryDict

from api.bodies import refuse
from api.changes.filters import known_facets, known_parameters
from api.content.queries import parsed
from api.errors import InvalidParameters
from api.feeds.wanted import Wanted
from api.parameters import of_query

LONGEST_FILTER = 2000


def wanted_of(query: str) -> Wanted:
    """What a query string asks for, over all kinds; raises InvalidParameters (400) naming what is wrong."""
    selection = parsed(of_query(query.encode("utf-8", "replace")), known_facets(), known_parameters())
    return Wanted(selection.chosen.get("kind", ()), selection)


def query_of(given: Any) -> str:
    """The query string of a filter as sent: that string, or an object of parameters. Raises Unprocessable (422)."""
    if isinstance(given, dict):
        query = QueryDict(mutable=True)
        for name, value in given.items():
            query[name] = ",".join(_words(name, value))
        given = query.urlencode()
    if not isinstance(given, str) or len(given) > LONGEST_FILTER:
        refuse("filter", f"a query string of at most {LONGEST_FILTER} characters, or an object of its parameters")
    return given


def matches_now(query: str, at: dt.datetime) -> int | None:
    """How many public records a stored filter keeps; None if it names what no longer exists."""
    try:
        return wanted_of(query).live(at).count()
    except InvalidParameters:
        return None


def _words(name: str, value: Any) -> list[str]:
    words = value if isinstance(value, list) else [value]
    if not words or not all(isinstance(word, str) for word in words):
        refuse(f"filter.{name}", "a text, or a list of texts")
    return words
