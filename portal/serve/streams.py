"""Connections that are sent events: written to as far as they take it, never waited for."""

import selectors
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from portal.serve.clock import Clock
from portal.serve.errands import Errands
from portal.waiting import News, Source

HEARTBEAT_SECONDS = 15.0
# A lone comment line: every parser drops it, and proxies see that the connection lives.
HEARTBEAT = b":\n"
# A reader that takes nothing for so many heartbeats is let go; it comes again with the id of its last event.
PATIENCE = 4
LAST_CHUNK = b"0\r\n\r\n"


@dataclass(eq=False)
class Stream:
    """One reader: `pending` is what its socket has not taken, at most one lot of events."""

    conn: Any
    chunked: bool
    source: Source
    position: int
    pending: memoryview = field(default_factory=lambda: memoryview(b""))
    reading: bool = False
    ending: bool = False
    silent: int = 0

    def framed(self, data: bytes) -> bytes:
        """As HTTP/1.1 sends it where the length is not known beforehand (RFC 9112 §7.1)."""
        return b"%x\r\n%s\r\n" % (len(data), data) if self.chunked else data

    def push(self) -> None:
        """Write what the socket takes; raises OSError when the reader is gone."""
        while self.pending:
            try:
                sent = self.conn.sock.send(self.pending)
            except BlockingIOError:
                return
            self.pending, self.silent = self.pending[sent:], 0

    def listen(self) -> None:
        """Drop what a reader says; raises OSError when it has hung up."""
        try:
            if not self.conn.sock.recv(4096):
                raise ConnectionResetError
        except BlockingIOError:
            return


class Streams:
    """All streams of a process, in its main thread. `closed(conn)` is told of every one that ends."""

    def __init__(self, poller: selectors.BaseSelector, errands: Errands, closed: Callable[[Any], None]) -> None:
        self._poller, self._errands, self._closed = poller, errands, closed
        self._streams: set[Stream] = set()
        self._asked: dict[tuple[Source, int], list[Stream]] = {}
        self._clock = Clock()
        self._head = -1

    def __len__(self) -> int:
        return len(self._streams)

    def add(self, stream: Stream) -> None:
        """Follow the log for a reader whose response has begun."""
        stream.conn.sock.setblocking(False)
        self._streams.add(stream)
        self._poller.register(stream.conn.sock, selectors.EVENT_READ, partial(self._ready, stream))
        self._clock.set(time.monotonic() + HEARTBEAT_SECONDS, stream)
        self._ask(stream)

    def moved(self, head: int) -> None:
        """The log stands at another position."""
        self._head = head
        for stream in [stream for stream in self._streams if stream.position != head]:
            self._ask(stream)

    def left(self) -> float:
        """Seconds until `tick` has something to do."""
        return self._clock.left()

    def tick(self) -> None:
        """Heartbeats; who has taken nothing for long is let go."""
        for stream in [stream for stream in self._clock.due() if stream in self._streams]:
            stream.silent += 1
            if stream.silent > PATIENCE and stream.pending:
                self._close(stream)
                continue
            self._clock.set(time.monotonic() + HEARTBEAT_SECONDS, stream)
            if not stream.pending:
                self._send(stream, HEARTBEAT)

    def end(self) -> None:
        """Let everybody go: the process stops."""
        for stream in list(self._streams):
            self._finish(stream)
            self._close(stream)

    def _ask(self, stream: Stream) -> None:
        """Have the news read, once for all who follow the same from the same position."""
        if stream.reading or stream.pending or stream.ending:
            return
        stream.reading = True
        key = stream.source, stream.position
        if key in self._asked:
            self._asked[key].append(stream)
            return
        self._asked[key] = [stream]
        self._errands.add(partial(stream.source.news, stream.position), partial(self._told, key))

    def _told(self, key: tuple[Source, int], answer: "Future[News]") -> None:
        news = News(b"", key[1], over=True) if answer.cancelled() or answer.exception() else answer.result()
        for stream in [stream for stream in self._asked.pop(key) if stream in self._streams]:
            stream.reading, stream.position = False, news.position
            if news.data:
                self._send(stream, news.data)
            if news.over:
                self._finish(stream)
            elif news.more or self._head > stream.position:
                self._ask(stream)

    def _send(self, stream: Stream, data: bytes) -> None:
        if stream in self._streams:
            stream.pending = memoryview(bytes(stream.pending) + stream.framed(data))
            self._flush(stream)

    def _finish(self, stream: Stream) -> None:
        if stream in self._streams:
            stream.ending = True
            stream.pending = memoryview(bytes(stream.pending) + (LAST_CHUNK if stream.chunked else b""))
            self._flush(stream)

    def _ready(self, stream: Stream, sock: socket.socket) -> None:
        try:
            stream.listen()
        except OSError:
            self._close(stream)
            return
        behind = bool(stream.pending)
        self._flush(stream)
        if behind and stream in self._streams and not stream.pending:
            self._ask(stream)

    def _flush(self, stream: Stream) -> None:
        try:
            stream.push()
        except OSError:
            self._close(stream)
            return
        if stream.ending and not stream.pending:
            self._close(stream)
            return
        write = selectors.EVENT_WRITE if stream.pending else 0
        self._poller.modify(stream.conn.sock, selectors.EVENT_READ | write, partial(self._ready, stream))

    def _close(self, stream: Stream) -> None:
        if stream in self._streams:
            self._streams.remove(stream)
            self._poller.unregister(stream.conn.sock)
            self._closed(stream.conn)
