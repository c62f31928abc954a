"""Reads the log for somebody who holds a position: feed, stream, webhooks and feeds all read through here."""

from dataclasses import dataclass

from api.changes.filters import ChangeFilter
from portal.publication.models import PublicationEvent

# A page that finds little goes no further than this through the log; the reader comes again with its new position.
FURTHEST = 2_000


@dataclass(frozen=True)
class Seen:
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
    seen: list[Seen] = []
    position = after
    while len(seen) < limit and position < after + FURTHEST:
        room = min(limit, after + FURTHEST - position)
        rows = list(PublicationEvent.objects.filter(position__gt=position).order_by("position")[:room])
        for event in rows:
            position = event.position
            if (text := wanted.seen(event)) is not None:
                seen.append(Seen(position, text))
                if len(seen) == limit:
                    break
        if len(rows) < room:
            break
    more = PublicationEvent.objects.filter(position__gt=position).exists()
    return Page(seen, position, more)
