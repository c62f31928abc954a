"""Sockets for one request: addresses are checked right before connecting, every wait ends at the deadline."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import certifi
import httpcore

from portal.outgoing.addresses import Refused, Target, judged, require_public

MOST_ADDRESSES = 3
# What headers may take beside the body that is read.
MOST_HEADER_BYTES = 32 * 1024


class Unresolvable(Exception):
    """The host has no address, or its name servers did not answer in time."""


class Deadline:
    """One wall clock for looking up, connecting, TLS, sending and reading together."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, more than 0; raises httpcore.TimeoutException when they are over."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.TimeoutException("the time is over")
        return left


def tls_context() -> ssl.SSLContext:
    """TLS 1.2 or newer, certificates verified against the system's and certifi's roots."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def looked_up(host: str, port: int) -> list[str]:
    """The host's addresses as the system's resolver gives them; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def addresses_of(target: Target, deadline: Deadline) -> list[str]:
    """The addresses to connect to. One that is not public refuses them all: such a name is not meant well.

    Raises Refused, Unresolvable. The resolver knows no time limit, so it is asked in a thread that may be left behind.
    """
    if target.fixed:
        return list(target.fixed)
    found: list[str] = []
    asking = threading.Thread(target=_ask, args=(target, found), daemon=True, name="resolving")
    asking.start()
    asking.join(deadline.left())
    if not found:
        raise Unresolvable(target.host)
    for address in found:
        try:
            require_public(ipaddress.ip_address(address))
        except ValueError as error:
            raise Refused(address) from error
    return found[:MOST_ADDRESSES]


def check(url: str, seconds: float = 3.0) -> None:
    """Raise Refused for a URL that is not called, as far as can be told now; a name that leads nowhere yet passes."""
    with suppress(Unresolvable):
        addresses_of(judged(url), Deadline(seconds))


def _ask(target: Target, found: list[str]) -> None:
    try:
        found.extend(looked_up(target.host, target.port))
    except (OSError, UnicodeError):
        return


class Backend(httpcore.NetworkBackend):
    """Connects to the checked addresses of one target whatever name it is asked for."""

    def __init__(self, target: Target, deadline: Deadline, most_bytes: int) -> None:
        self.target, self.deadline, self.most_bytes = target, deadline, most_bytes

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """The first address that answers; each gets its share of the time."""
        addresses = addresses_of(self.target, self.deadline)
        failure: Exception = httpcore.ConnectError("no address")
        for waiting, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, self.target.port, timeout=self.deadline.left() / waiting
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return Stream(stream, self.deadline, self.most_bytes + MOST_HEADER_BYTES)
        raise failure


class Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline, and that reads no more than `most` bytes."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, most: int) -> None:
        self.stream, self.deadline, self.most = stream, deadline, most

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Raises httpcore.ReadError when more was sent than anybody reads."""
        if self.most <= 0:
            raise httpcore.ReadError("too much was sent")
        found = self._in_time(lambda left: self.stream.read(min(max_bytes, self.most), left))
        self.most -= len(found)
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """In slices, so that a reader who takes a byte now and then does not win time with each."""
        for start in range(0, len(buffer), 4096):
            self._in_time(lambda left, begin=start: self.stream.write(buffer[begin : begin + 4096], left))  # type: ignore[misc]

    def close(self) -> None:
        """Close."""
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """TLS over the same connection, with what is left of time and bytes."""
        secured = self._in_time(lambda left: self.stream.start_tls(ssl_context, server_hostname, left))
        return Stream(secured, self.deadline, self.most)

    def get_extra_info(self, info: str) -> Any:
        """As the stream below."""
        return self.stream.get_extra_info(info)

    def _in_time(self, step: Callable[[float], Any]) -> Any:
        return step(self.deadline.left())
