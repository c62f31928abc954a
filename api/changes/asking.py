"""What a request asks of the change feed, read strictly (API.md §3): every fault is named, nothing is ignored."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest

from api import parameters
from api.changes.filters import ChangeFilter, change_filter, types_of
from api.errors import InvalidParameters
from api.positions import position_of
from portal.publication.head import log_head

T = TypeVar("T")
LIMIT, MOST = 100, 500
LONGEST_WAIT = 30
NOW = "now"
# Read here; everything else is the filter's.
OWN = ("after", "limit", "types", "wait")


@dataclass(frozen=True)
class Asked:
    """`after` as sent (None: from the oldest event kept), `given` the filter's parameters as sent."""

    after: str | None
    limit: int
    wait: int
    types: str | None
    given: dict[str, str]
    wanted: ChangeFilter

    def next_query(self, cursor: str) -> str:
        """The query string that goes on behind this page."""
        types = {"types": self.types} if self.types is not None else {}
        return urlencode({"after": cursor, "limit": self.limit, **types, **self.given}, safe=",*")


def asked_of(request: HttpRequest, own: tuple[str, ...] = OWN) -> Asked:
    """The question of a request; `own` names the parameters beside the filter's. Raises InvalidParameters."""
    sent = parameters.read(request)
    given = {name: value for name, value in sent.items() if name not in own}
    errors: list[dict[str, str]] = []
    limit = _or(errors, LIMIT, lambda: _number("limit", sent if "limit" in own else {}, LIMIT, 1, MOST))
    wait = _or(errors, 0, lambda: _number("wait", sent if "wait" in own else {}, 0, 0, LONGEST_WAIT))
    types: tuple[str, ...] = _or(errors, (), lambda: types_of(sent.get("types")))
    wanted = _or(errors, ChangeFilter(), lambda: change_filter(None, given))
    if errors:
        raise InvalidParameters(errors)
    wanted = replace(wanted, types=types)
    return Asked(sent.get("after"), limit, wait, sent.get("types"), given, wanted)


def start_of(after: str | None) -> tuple[str, int]:
    """The epoch, and the position behind which to read; raises as api.positions.position_of does.

    Inside a snapshot, so that it holds for what is read next.
    """
    if after is not None and after != NOW:
        return after.partition("-")[0], position_of(after)
    head = log_head()
    return head.epoch, head.pruned if after is None else head.position


def _or(errors: list[dict[str, str]], otherwise: T, read: Callable[[], T]) -> T:
    """What `read` gives; its faults are collected, so that a reader learns of all at once."""
    try:
        return read()
    except InvalidParameters as refused:
        errors += refused.members["errors"]
        return otherwise


def _number(name: str, sent: dict[str, str], default: int, lowest: int, highest: int) -> int:
    return parameters.whole_number(name, sent.get(name), default, lowest, highest)
