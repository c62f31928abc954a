"""The change feed as Server-Sent Events (WHATWG HTML §9.2): `id` is a position, `data` exactly the feed's event."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer

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


class Negotiated(BaseContentNegotiation):
    """Accept is not asked: who comes to this address wants the stream, and its errors are problems."""

    def select_parser(self, request: HttpRequest, parsers: Sequence[object]) -> object:
        """There is nothing to parse."""
        return parsers[0]

    def select_renderer(
        self, request: HttpRequest, renderers: Sequence[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """For problems."""
        return renderers[0], renderers[0].media_type
