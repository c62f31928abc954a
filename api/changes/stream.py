"""The change feed as Server-Sent Events (WHATWG HTML §9.2): `id` is a position, `data` exactly the feed's event."""

from dataclasses import dataclass

from django.db import connection

from api.changes.filters import change_filter
from api.changes.reader import read
from api.errors import Refusal
from api.positions import position_of, token
from api.snapshot import snapshot
from portal.waiting import News

# How long a browser waits before it comes again; the comment sends the response's head on its way at once.
BEGINNING = b"retry: 3000\n:\n"
# Few at a time: what a slow reader has not taken yet stays in memory.
AT_ONCE = 20


@dataclass(frozen=True)
class Followed:
    """One question to the log: the epoch in which it was asked, the filter as it was sent."""

    epoch: str
    types: str | None
    given: tuple[tuple[str, str], ...]

    def news(self, position: int) -> News:
        """The next events as the stream sends them; over when the position is no longer one (epoch, pruning).

        The filter is read anew each time: what follows the chain of records changes with them.
        """
        try:
            return self._read(position)
        except Refusal:
            return News(b"", position, over=True)
        finally:
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()

    def _read(self, position: int) -> News:
        with snapshot():
            position_of(token(self.epoch, position))
            page = read(position, AT_ONCE, change_filter(self.types, dict(self.given)))
        lines = (f"id: {token(self.epoch, event.position)}\ndata: {event.text}\n\n" for event in page.events)
        return News("".join(lines).encode(), page.position, page.has_more)
