"""gunicorn's threaded worker, in which readers who wait for news cost a connection each and no thread."""

import os
import selectors
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.module_loading import import_string
from gunicorn.workers.gthread import ThreadWorker

from portal.serve.errands import Errands
from portal.serve.polls import Poll, Polls
from portal.serve.streams import Stream, Streams
from portal.waiting import RESUMED, ROOM, WAITS, Following, LongPoll

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
MOST_WAITING = int(os.environ.get("WEB_WAITING") or 1000)

# How long a new connection may say nothing.
SILENT_SECONDS = 10.0
# What one write of an answer to a reader that waited may take.
WRITE_SECONDS = 10.0


class Kept(BaseException):
    """Leaves a request whose connection is kept. Not an Exception: gunicorn would answer it with an error."""

    def __init__(self, waits: LongPoll | Following) -> None:
        super().__init__()
        self.waits = waits


class WaitingWorker(ThreadWorker):
    """Its main thread keeps what waits on the selector it has anyway; threads are used only when there is news."""

    # By name: gunicorn's master loads this module, and there Django is not set up.
    watch_path = "portal.publication.wake.watch"
    wsgi: Application

    def run(self) -> None:
        """Until told to stop. The log's head is watched from the first request on, so that no news is missed."""
        self._resumed = threading.local()
        errands = Errands(self.tpool, self.method_queue.defer)
        self.polls = Polls(self.poller, partial(self._ask_again, errands), self._closed)
        self.streams = Streams(self.poller, errands, self._closed)
        self.wsgi = self._keeping(self.wsgi)
        self.watch = import_string(self.watch_path)()
        self.watch.subscribe(self._moved)
        super().run()

    @property
    def full(self) -> bool:
        """Whether nobody else may wait here."""
        return not self.alive or len(self.polls) + len(self.streams) >= MOST_WAITING

    def enqueue_req(self, conn: Any) -> None:
        """A connection that has said nothing yet is no work for a thread: browsers open some in advance."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SILENT_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle_exit(self, sig: int, frame: Any) -> None:
        """On SIGTERM who waits is let go at once."""
        super().handle_exit(sig, frame)
        self.method_queue.defer(self._end)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """As gunicorn's, and then what the clock brings."""
        super().wait_for_and_dispatch_events(min(timeout, self.polls.left(), self.streams.left()))
        self.polls.tick()
        self.streams.tick()

    def handle_request(self, req: Any, conn: Any) -> Any:
        """In a thread: whether the connection stays open, or who is to be kept."""
        try:
            return super().handle_request(req, conn)
        except Kept as kept:
            if isinstance(kept.waits, LongPoll):
                return Poll(conn, req, kept.waits)
            return Stream(conn, req.version > (1, 0), kept.waits.source, kept.waits.position)

    def _keepalive_after(self, conn: Any, keepalive: Any) -> Any:
        return keepalive if isinstance(keepalive, Poll | Stream) else super()._keepalive_after(conn, keepalive)

    def finish_request(self, conn: Any, fs: "Future[Any]") -> None:
        """In the main thread, after a request."""
        result = None if fs.cancelled() or fs.exception() else fs.result()
        if isinstance(result, Poll):
            self.polls.add(result)
        elif isinstance(result, Stream):
            self.streams.add(result)
        else:
            super().finish_request(conn, fs)
            return
        if not self.alive:
            self._end()

    def _keeping(self, application: Application) -> Application:
        def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            # Not HTTP_VERSION: that is what a reader may send as a header.
            if environ["SERVER_PROTOCOL"] in ("HTTP/1.0", "HTTP/1.1"):
                environ[ROOM] = self
            if resumed := getattr(self._resumed, "poll", None):
                environ[RESUMED] = resumed.waits
            response = application(environ, start_response)
            waits = getattr(response, WAITS, None)
            if isinstance(waits, LongPoll):
                response.close()  # type: ignore[attr-defined]
                raise Kept(waits)
            return _begun(response, waits) if waits else response

        return answer

    def _ask_again(self, errands: Errands, poll: Poll) -> None:
        if not self.alive:
            poll.waits = replace(poll.waits, until=0.0)
        errands.add(partial(self._again, poll), partial(self.finish_request, poll.conn))

    def _again(self, poll: Poll) -> Any:
        """In a thread."""
        self._resumed.poll = poll
        try:
            # A reader that does not read must not hold one of the few errand threads.
            poll.conn.sock.settimeout(WRITE_SECONDS)
            kept = self._keepalive_after(poll.conn, self.handle_request(poll.request, poll.conn))
            poll.conn.sock.setblocking(True)
            return kept
        except OSError:
            self.log.debug("a reader hung up while its answer was written")
        except Exception as error:
            self.handle_error(poll.request, poll.conn.sock, poll.conn.client, error)
        finally:
            self._resumed.poll = None
        return False

    def _moved(self, head: int) -> None:
        """In the watch's thread."""
        self.method_queue.defer(self._tell, head)

    def _tell(self, head: int) -> None:
        self.polls.moved(head)
        self.streams.moved(head)

    def _end(self) -> None:
        self.watch.unsubscribe(self._moved)
        self.polls.end()
        self.streams.end()

    def _closed(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()


def _begun(response: Any, waits: Following) -> Iterator[bytes]:
    """The head and the first bytes go out as usual."""
    try:
        yield from response
    finally:
        response.close()
    raise Kept(waits)
