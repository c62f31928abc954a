"""`/changes`, by pages and by long poll, and `/changes/stream`: the log as third parties follow it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from api.changes.asking import Asked, asked_of, start_of
from api.changes.documented import following_feed, following_stream
from api.changes.reader import Page, read
from api.changes.stream import BEGINNING, Followed
from api.errors import Refusal
from api.links import absolute
from api.openapi.operations import Operation
from api.positions import token
from api.snapshot import snapshot
from api.views import AsAddressed, ReadView
from portal.publication.wake import watch
from portal.waiting import RESUMED, ROOM, WAITS, Following, LongPoll, WaitingRoom
from portal.windows.instants import rfc3339

MEDIA_TYPE = "application/json"
EVENT_STREAM = "text/event-stream"
# Proxies of nginx's kind would otherwise hold events back until a buffer is full.
STREAMING = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
RETRY_SECONDS = "5"
# On a server that cannot keep connections a stream holds a thread: it ends soon, and its reader comes again.
THREAD_SECONDS = 30.0


@dataclass(frozen=True)
class Answer:
    """A page and the cursor behind it."""

    page: Page
    cursor: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing yet, not even more to look through."""
        return not self.page.events and not self.page.has_more


class ChangesView(ReadView):
    """`/changes`."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page; with `wait` an empty one only after so many seconds."""
        asked = asked_of(request)
        resumed: LongPoll | None = request.META.get(RESUMED)
        until = resumed.until if resumed else time.monotonic() + asked.wait
        answer = answered(asked, resumed.cursor if resumed else asked.after)
        if answer.empty and request.method == "GET":
            if (room := request.META.get(ROOM)) and time.monotonic() < until:
                return kept(room, LongPoll(answer.page.position, answer.cursor, until))
            answer = waited(asked, answer, until)
        return shown(request, asked, answer)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        return following_feed()


class StreamView(ReadView):
    """`/changes/stream`."""

    content_negotiation_class = AsAddressed

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Server-Sent Events; what is wrong with the request is answered before the stream begins."""
        asked = asked_of(request, ("after", "types"))
        with snapshot():
            epoch, position = start_of(request.headers.get("Last-Event-ID") or asked.after)
        source = Followed(epoch, asked.types, tuple(asked.given.items()))
        room: WaitingRoom | None = request.META.get(ROOM)
        if request.method == "HEAD":
            return HttpResponse(content_type=EVENT_STREAM, headers=STREAMING)
        if room is None:
            return StreamingHttpResponse(_by_thread(source, position), content_type=EVENT_STREAM, headers=STREAMING)
        if room.full:
            raise full()
        response = StreamingHttpResponse([BEGINNING], content_type=EVENT_STREAM, headers=STREAMING)
        setattr(response, WAITS, Following(source, position))
        return response

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        return following_stream()


def answered(asked: Asked, after: str | None) -> Answer:
    """The page behind `after` as one consistent read: what is pruned meanwhile is not skipped in silence."""
    with snapshot():
        epoch, position = start_of(after)
        page = read(position, asked.limit, asked.wanted)
    return Answer(page, token(epoch, page.position))


def waited(asked: Asked, answer: Answer, until: float) -> Answer:
    """The same once there is something, at the latest at `until`; sleeps in this thread, without a connection."""
    while answer.empty and (left := until - time.monotonic()) > 0:
        _give_back_connection()
        if watch().wait(answer.page.position, left):
            answer = answered(asked, answer.cursor)
    return answer


def shown(request: HttpRequest, asked: Asked, answer: Answer) -> HttpResponse:
    """The stored texts, joined: what a webhook or the stream sends, byte for byte."""
    events = ",".join(event.text for event in answer.page.events)
    more = "true" if answer.page.has_more else "false"
    body = f'{{"data":[{events}],"next_cursor":"{answer.cursor}","has_more":{more}}}'
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    response["X-Data-As-Of"] = rfc3339(timezone.now())
    if answer.page.has_more:
        response["Link"] = f'<{absolute(request.path)}?{asked.next_query(answer.cursor)}>; rel="next"'
    return response


def kept(room: WaitingRoom, poll: LongPoll) -> HttpResponse:
    """Tells the server to keep the connection and to ask again."""
    if room.full:
        raise full()
    response = HttpResponse()
    setattr(response, WAITS, poll)
    return response


def full() -> Refusal:
    """Too many wait already."""
    return Refusal("unavailable", headers={"Retry-After": RETRY_SECONDS})


def _by_thread(source: Followed, position: int) -> Iterator[bytes]:
    yield BEGINNING
    until = time.monotonic() + THREAD_SECONDS
    while True:
        news = source.news(position)
        yield news.data
        position = news.position
        if news.over or (left := until - time.monotonic()) <= 0:
            return
        if not news.more:
            _give_back_connection()
            watch().wait(position, left)


def _give_back_connection() -> None:
    """A sleeper must not hold one of the pool's connections."""
    if not connection.in_atomic_block:
        connection.close()
