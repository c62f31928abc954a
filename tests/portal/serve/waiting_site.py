"""A site for tests of the web server: readers wait for a number that requests move; no Django, no database."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from portal.serve.worker import WaitingWorker
from portal.waiting import RESUMED, ROOM, Following, LongPoll, News


class Watch:
    """As portal.publication.wake has it."""

    def __init__(self) -> None:
        self.head = 0
        self.callbacks: set[Callable[[int], None]] = set()

    def subscribe(self, callback: Callable[[int], None]) -> None:
        self.callbacks.add(callback)

    def unsubscribe(self, callback: Callable[[int], None]) -> None:
        self.callbacks.discard(callback)

    def move(self, head: int) -> None:
        self.head = head
        for callback in list(self.callbacks):
            callback(head)


the_watch = Watch()


def watch() -> Watch:
    return the_watch


class Worker(WaitingWorker):
    """The portal's, with this watch."""

    watch_path = "tests.portal.serve.waiting_site.watch"


@dataclass(frozen=True)
class Numbers:
    """One event a number; `size` bytes each."""

    size: int = 0
    broken: bool = False

    def news(self, position: int) -> News:
        if self.broken and the_watch.head:
            raise RuntimeError("the database is away")
        if the_watch.head < position:
            return News(b"", position, over=True)
        if the_watch.head == position:
            return News(b"", position)
        text = f"{position + 1}".ljust(self.size, ".")
        return News(f"data: {text}\n\n".encode(), position + 1, more=position + 1 < the_watch.head)


class Response:
    """What Django's is to a server."""

    def __init__(self, body: bytes, waits: LongPoll | Following | None = None) -> None:
        self.body, self.waits = body, waits

    def __iter__(self) -> Iterator[bytes]:
        yield self.body

    def close(self) -> None:
        self.body = b""


def application(environ: dict[str, Any], start_response: Any) -> Response:
    """/poll, /stream, /move, /fault after waiting."""
    given = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    path, resumed = environ["PATH_INFO"], environ.get(RESUMED)
    if path in ("/poll", "/stream", "/fault") and not resumed and environ[ROOM].full:
        start_response("503 Full", [("Content-Length", "0")])
        return Response(b"")
    if path == "/stream":
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        source = Numbers(int(given.get("size", 0)), "broken" in given)
        return Response(b":\n", Following(source, int(given.get("after", the_watch.head))))
    if path == "/move":
        the_watch.move(the_watch.head + int(given.get("by", 1)))
    return polled(path, given, resumed, start_response)


def polled(path: str, given: dict[str, str], resumed: LongPoll | None, start_response: Any) -> Response:
    until = resumed.until if resumed else time.monotonic() + float(given.get("wait", 0))
    after = resumed.position if resumed else the_watch.head
    if path != "/move" and the_watch.head == after and time.monotonic() < until:
        start_response("200 OK", [])
        return Response(b"", LongPoll(after, "", until))
    if path == "/fault":
        raise RuntimeError("a fault after waiting")
    body = str(the_watch.head).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return Response(body)
