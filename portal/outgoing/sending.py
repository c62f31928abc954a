"""One request, one answer: no redirects, cookies, proxies, credentials from files, decoding or second thoughts."""

import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import BinaryIO

import httpcore
from django.conf import settings
from django.db import connection

from portal.outgoing.addresses import Refused, Target, judged
from portal.outgoing.connecting import Backend, Deadline, Unresolvable, tls_context

SECONDS = 15.0
MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What came of a request. `error` is "" when an answer came whole (or 64 KiB of it), else one word:
    refused, unresolvable, unreachable, tls, timeout, protocol, too_long (a download); `detail` says more to staff.

    `status` is None where no status line came; header names are in lower case, of repeated ones the last counts.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str = ""
    detail: str = ""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether it was answered with a 2xx, wholly and in time."""
        return not self.error and self.status is not None and 200 <= self.status < 300


def post(url: str, body: bytes, headers: Mapping[str, str], *, timeout: float = SECONDS) -> Answer:
    """POST within `timeout` seconds in all. Never raises for what the other side does."""
    return _send("POST", url, body, headers, timeout)


def get(url: str, headers: Mapping[str, str] | None = None, *, timeout: float = SECONDS) -> Answer:
    """GET under the same rules."""
    return _send("GET", url, None, headers or {}, timeout)


def head(url: str, headers: Mapping[str, str] | None = None, *, timeout: float = SECONDS) -> Answer:
    """HEAD under the same rules: whether something is there."""
    return _send("HEAD", url, None, headers or {}, timeout)


def download(
    url: str, into: BinaryIO, *, most: int, timeout: float, headers: Mapping[str, str] | None = None
) -> Answer:
    """GET a file of at most `most` bytes into an open file, whatever its status; the answer's `body` stays empty.

    One that is longer ends in the error too_long, with `most` bytes written.
    """
    got = _Got(most=most, write=into.write)
    answer = _send("GET", url, None, headers or {}, timeout, got)
    return replace(answer, error="too_long") if got.cut and not answer.error else answer


def _send(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout: float, got: "_Got | None" = None
) -> Answer:
    if connection.vendor != "sqlite" and not connection.in_atomic_block:
        # A pooled connection is not kept through seconds of waiting for somebody else's machine.
        connection.close()
    begun = time.monotonic()
    got = got or _Got()
    error, detail = "", ""
    try:
        _exchange(method, judged(url), body, headers, Deadline(timeout), got)
    except Exception as fault:
        error, detail = _named(fault), f"{type(fault).__name__}: {fault}"[:200]
    return Answer(got.status, got.headers, bytes(got.body), error, detail, time.monotonic() - begun)


@dataclass
class _Got:
    """What has come so far; of the body `most` bytes are taken, into `body` or wherever `write` puts them."""

    most: int = MOST_BYTES
    write: Callable[[bytes], object] | None = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    taken: int = 0
    cut: bool = False

    def take(self, piece: bytes) -> None:
        """Keep a piece; sets `cut` where there was more than is taken."""
        kept = piece[: self.most - self.taken]
        (self.write or self.body.extend)(kept)
        self.taken += len(kept)
        self.cut = self.cut or len(kept) < len(piece)


def _exchange(
    method: str, target: Target, body: bytes | None, headers: Mapping[str, str], deadline: Deadline, got: _Got
) -> None:
    scheme = b"https" if target.secure else b"http"
    url = httpcore.URL(scheme=scheme, host=target.host.encode(), port=target.port, target=target.path.encode())
    # A connection of its own for each request: none is kept open to somebody else's machine.
    with httpcore.ConnectionPool(
        ssl_context=_tls(), max_connections=1, max_keepalive_connections=0,
        network_backend=Backend(target, deadline, got.most),
    ) as pool, pool.stream(method, url, headers=_headers(target, body, headers), content=body) as response:  # fmt: skip
        got.status = response.status
        got.headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        for piece in response.iter_stream():
            got.take(piece)
            if got.cut or got.write is None and got.taken >= got.most:
                return


def _headers(target: Target, body: bytes | None, headers: Mapping[str, str]) -> list[tuple[str, str]]:
    own: Iterable[tuple[str, str]] = {
        "host": target.authority,
        "user-agent": f"Huiqi/1.0 (+{settings.PORTAL_BASE_URL}/api/docs/)",
        "accept-encoding": "identity",
        "connection": "close",
        **({} if body is None else {"content-length": str(len(body))}),
    }.items()
    given = {name.lower(): value for name, value in headers.items()}
    return [*((name, given.pop(name, value)) for name, value in own), *given.items()]


@cache
def _tls() -> ssl.SSLContext:
    return tls_context()


def _named(fault: Exception) -> str:
    """One word for what went wrong; what nobody foresaw is a fault of ours and is raised again."""
    if isinstance(fault.__cause__ or fault.__context__, ssl.SSLError) or isinstance(fault, ssl.SSLError):
        return "tls"
    for word, kinds in _WORDS:
        if isinstance(fault, kinds):
            return word
    raise fault


_WORDS: tuple[tuple[str, tuple[type[Exception], ...]], ...] = (
    ("refused", (Refused,)),
    ("unresolvable", (Unresolvable,)),
    ("timeout", (httpcore.TimeoutException, TimeoutError)),
    ("unreachable", (httpcore.ConnectError, OSError)),
    ("protocol", (httpcore.ProtocolError, httpcore.NetworkError)),
)
