"""Long polls: requests put aside, asked again when the log has moved or their time is over."""

import selectors
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from portal.serve.clock import Clock
from portal.waiting import LongPoll


@dataclass(eq=False)
class Poll:
    """A request (as the server parsed it), its connection, and what it waits for."""

    conn: Any
    request: Any
    waits: LongPoll


class Polls:
    """All long polls of a process, in its main thread. `again(poll)` asks a request again, `closed(conn)` drops one."""

    def __init__(
        self, poller: selectors.BaseSelector, again: Callable[[Poll], None], closed: Callable[[Any], None]
    ) -> None:
        self._poller, self._again, self._closed = poller, again, closed
        self._polls: set[Poll] = set()
        self._clock = Clock()
        self._head = -1

    def __len__(self) -> int:
        return len(self._polls)

    def add(self, poll: Poll) -> None:
        """Put a request aside; what was written while it came here is not missed."""
        poll.conn.sock.setblocking(False)
        self._polls.add(poll)
        self._poller.register(poll.conn.sock, selectors.EVENT_READ, partial(self._heard, poll))
        self._clock.set(poll.waits.until, poll)
        if self._head > poll.waits.position:
            self._release(poll)

    def moved(self, head: int) -> None:
        """The log stands at another position; a lower one is that of a new epoch, which everybody must learn of."""
        anew, self._head = head < self._head, head
        for poll in [poll for poll in self._polls if anew or poll.waits.position < head]:
            self._release(poll)

    def left(self) -> float:
        """Seconds until `tick` has something to do."""
        return self._clock.left()

    def tick(self) -> None:
        """Those whose time is over."""
        for poll in self._clock.due():
            self._release(poll)

    def end(self) -> None:
        """Answer everybody now: the process stops."""
        for poll in list(self._polls):
            self._release(poll)

    def _release(self, poll: Poll) -> None:
        if self._left(poll):
            self._again(poll)

    def _left(self, poll: Poll) -> bool:
        if poll not in self._polls:
            return False
        self._polls.remove(poll)
        if poll.conn.sock in self._poller.get_map():
            self._poller.unregister(poll.conn.sock)
        return True

    def _heard(self, poll: Poll, sock: socket.socket) -> None:
        """A reader that hangs up is dropped; one that sends its next request already is heard when this one is done."""
        if poll not in self._polls:
            return  # released by news of the same turn
        try:
            said = sock.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        if said:
            self._poller.unregister(sock)
        elif self._left(poll):
            self._closed(poll.conn)
