"""The client's connections, under wall-clock deadlines: timeouts of single reads let a dripping server hold a page."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from elastic_transport import NodeConfig, Urllib3HttpNode
from elasticsearch import Elasticsearch
from urllib3.connection import HTTPConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

# More than the threads of a web process: nobody waits for a free connection.
CONNECTIONS_PER_NODE = 32


@dataclass(frozen=True)
class Limits:
    """Seconds: to connect, for one read, and for the whole exchange, retries on other nodes included."""

    connect: float = 1.0
    read: float = 2.0
    whole: float = 10.0


class _Running(threading.local):
    limits = Limits()
    until = float("inf")


_running = _Running()


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """What this thread asks in here must be over in time; what is not raises the client's ConnectionTimeout."""
    _running.limits, _running.until = limits, time.monotonic() + limits.whole
    try:
        yield
    finally:
        _running.limits, _running.until = Limits(), float("inf")


def _left(longest: float) -> float:
    seconds = min(longest, _running.until - time.monotonic())
    if seconds <= 0:
        raise TimeoutError("the deadline has passed")
    return seconds


class _PatientSocket(socket.socket):
    """Before every read, only what is left of the deadline is granted."""

    def recv_into(self, *args: Any) -> int:
        self.settimeout(_left(_running.limits.read))
        return super().recv_into(*args)


class _PatientTlsSocket(ssl.SSLSocket):
    """The same over TLS; the handshake has its own deadline, the socket's timeout."""

    def recv_into(self, *args: Any) -> int:
        self.settimeout(_left(_running.limits.read))
        return super().recv_into(*args)


def _connected(connection: HTTPConnection) -> socket.socket:
    """Every address of the host in turn, within one limit for all of them. Names are looked up without a limit."""
    until = time.monotonic() + _left(_running.limits.connect)
    failed: OSError = OSError("the name has no address")
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
        for family, kind, protocol, _name, address in found:
            attempt = _PatientSocket(family, kind, protocol)
            try:
                attempt.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                attempt.settimeout(max(0.001, until - time.monotonic()))
                attempt.connect(address)
                return attempt
            except OSError as error:
                attempt.close()
                failed = error
    except OSError as error:
        failed = error
    if isinstance(failed, TimeoutError):
        raise ConnectTimeoutError(connection, f"no connection to {connection.host} in time") from failed
    raise NewConnectionError(connection, f"no connection to {connection.host}: {failed}") from failed


class PatientNode(Urllib3HttpNode):
    """urllib3, with sockets that know the deadline."""

    def __init__(self, config: NodeConfig):
        super().__init__(config)
        # A full pool opens one more connection instead of waiting without end.
        self.pool.block = False
        if context := getattr(self.pool, "conn_kw", {}).get("ssl_context"):
            context.sslsocket_class = _PatientTlsSocket
        kind = self.pool.ConnectionCls
        self.pool.ConnectionCls = type(f"Patient{kind.__name__}", (kind,), {"_new_conn": _connected})


def client(options: Mapping[str, Any]) -> Elasticsearch:
    """One for a process; threads share it. Options as portal.settings.search makes them.

    A search is tried once a node, on the next one only when it was not answered; a timeout ends it.
    """
    urls = list(options["URLS"])
    given = {"api_key": options.get("API_KEY"), "basic_auth": options.get("BASIC_AUTH")}
    if any(url.startswith("https:") for url in urls):
        given |= {
            "ca_certs": options.get("CA_FILE"),
            "ssl_assert_fingerprint": options.get("FINGERPRINT"),
            "verify_certs": options.get("VERIFY", True),
            "ssl_show_warn": False if not options.get("VERIFY", True) else None,
        }
    return Elasticsearch(
        urls,
        node_class=PatientNode,
        connections_per_node=CONNECTIONS_PER_NODE,
        request_timeout=Limits.whole,
        max_retries=len(urls) - 1,
        retry_on_timeout=False,
        retry_on_status=(502, 503, 504) if len(urls) > 1 else (),
        **{name: value for name, value in given.items() if value not in (None, "")},
    )
