"""What a view and the web server say to one another about readers who wait for news of the log without a thread."""

from dataclasses import dataclass
from typing import Any, Protocol

# In a request's environ where the server can keep connections: a WaitingRoom. Without one a view waits in its thread.
ROOM = "huiqi.waiting_room"
# In the environ of a request that is asked again after it has waited: its LongPoll.
RESUMED = "huiqi.resumed"
# The attribute of a response in which a view asks to be kept.
WAITS = "waits"


class WaitingRoom(Protocol):
    """Where the server keeps connections."""

    @property
    def full(self) -> bool:
        """Whether nobody else is taken in."""


@dataclass(frozen=True)
class LongPoll:
    """Ask the request again once the log is beyond `position`, or at `until` (time.monotonic()).

    `cursor` is where it goes on reading, `allowance` what its address had left when it was counted, once.
    """

    position: int
    cursor: str
    until: float
    allowance: Any = None


@dataclass(frozen=True)
class News:
    """What a stream sends next, the position behind it, whether more is there already; `over` ends the stream."""

    data: bytes
    position: int
    more: bool = False
    over: bool = False


class Source(Protocol):
    """What a stream follows; readers with equal sources at one position are sent the same bytes."""

    def news(self, position: int) -> News:
        """What is behind a position; runs in a thread. Raises for a fault, which ends the streams."""

    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class Following:
    """Send the response's head and first bytes, keep the connection, send what `source` has from `position` on."""

    source: Source
    position: int
