"""Reads the log for somebody who holds a position: feed, stream, webhooks and feeds all read through here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from api.changes.filters import ChangeFilter
from portal.publication.events import wire
from portal.publication.head import log_head
from portal.publication.models import PublicationEvent

# A page that finds little goes no further than this through the log; the reader comes again with its new position.
FURTHEST = 2_000
# Where the database itself leaves out what is not wanted.
FURTHEST_BY_TYPE = 20_000
STEP = 500
# JSON holds no NUL as such.
SEPARATOR = "\x00"
COLUMNS = ("position", "type", "kind", "time", "body", "before", "after")


class Seen(NamedTuple):
    """One event as its reader gets it: `text` is the CloudEvents JSON."""

    position: int
    text: str


@dataclass(frozen=True)
class Page:
    """Events in order, the position behind them (and behind what was filtered out), whether more are there."""

    events: list[Seen]
    position: int
    has_more: bool


def read(after: int, limit: int, wanted: ChangeFilter) -> Page:
    """At most `limit` events after a position. They are numbered in commit order: nothing appears behind it later."""
    if wanted.everything:
        return _everything(after, limit)
    head = log_head().position
    last = min(head, after + (FURTHEST if wanted.matcher else FURTHEST_BY_TYPE))
    found: list[Seen] = []
    for event in _possible(after, last, limit, wanted):
        if (text := wanted.seen(event)) is not None:
            found.append(Seen(event.position, text))
            if len(found) == limit:
                last = event.position
                break
    return Page(found, max(after, last), last < head)


def _everything(after: int, limit: int) -> Page:
    """One more than asked for tells whether there is more. The address is put into all texts in one go."""
    rows = PublicationEvent.objects.filter(position__gt=after).order_by("position")
    pairs = list(rows.values_list("position", "body")[: limit + 1])
    if not pairs:
        return Page([], after, False)
    texts = wire(SEPARATOR.join(body for _position, body in pairs[:limit])).split(SEPARATOR)
    found = [Seen(position, text) for (position, _body), text in zip(pairs, texts, strict=False)]
    return Page(found, found[-1].position, len(pairs) > limit)


def _possible(after: int, last: int, limit: int, wanted: ChangeFilter) -> Iterator[PublicationEvent]:
    """The events up to `last` that the filter may show, no more at a time than are likely to be looked at."""
    rows = PublicationEvent.objects.filter(wanted.possible()).only(*COLUMNS).order_by("position")
    size = STEP if wanted.matcher else limit
    while batch := list(rows.filter(position__gt=after, position__lte=last)[:size]):
        yield from batch
        after = batch[-1].position
        if len(batch) < size:
            return
