"""A server that stands in front of nothing and fails in one chosen way, over real sockets."""

import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

HEAD = b"HTTP/1.1 %s\r\nx-elastic-product: Elasticsearch\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n"
JSON, HTML = b"application/vnd.elasticsearch+json;compatible-with=8", b"text/html"
DRIP_SECONDS = 0.1
# A bulk or search answer that is well, so that only the fault makes it useless.
WELL = json.dumps(
    {"timed_out": False, "errors": False, "items": [], "hits": {"total": {"value": 0}, "hits": []}, "responses": []}
).encode()


def answer(status: bytes, body: bytes, kind: bytes = JSON) -> bytes:
    """A whole HTTP answer."""
    return HEAD % (status, kind, len(body)) + body


def error(status: int, kind: str) -> bytes:
    """What Elasticsearch says when it refuses."""
    cause = {"type": kind, "reason": "because"}
    body = {"error": {"root_cause": [cause], **cause}, "status": status}
    return answer(b"%d Refused" % status, json.dumps(body).encode())


class FaultServer:
    """`fault` is what happens to every request from now on; `requests` counts them."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.fault = "well"
        self.requests = 0
        self.head = b""
        self._tls = tls
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """No more connections; those that hang are let go."""
        self._closed.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection if not self._tls else self._tls.wrap_socket(connection, True) as connection:
            while head := _request(connection):
                self.requests, self.head = self.requests + 1, head
                FAULTS[self.fault](connection, self._closed)


def _request(connection: socket.socket) -> bytes:
    """Reads one request and returns its head; empty at the end of the connection."""
    read = b""
    while b"\r\n\r\n" not in read:
        more = connection.recv(65536)
        if not more:
            return b""
        read += more
    head, _, body = read.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0]) - len(body) if lengths else 0
    while missing > 0:
        missing -= len(connection.recv(min(missing, 65536))) or missing
    return head


def _say(whole: bytes) -> Callable[[socket.socket, threading.Event], None]:
    return lambda connection, closed: connection.sendall(whole)


def _say_and_hang(part: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def fault(connection: socket.socket, closed: threading.Event) -> None:
        connection.sendall(part)
        closed.wait()

    return fault


def _drip(at_once: bytes, slowly: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def fault(connection: socket.socket, closed: threading.Event) -> None:
        connection.sendall(at_once)
        for place in range(len(slowly)):
            if closed.is_set():
                return
            connection.sendall(slowly[place : place + 1])
            time.sleep(DRIP_SECONDS)

    return fault


def _reset(connection: socket.socket, closed: threading.Event) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _truncate(connection: socket.socket, closed: threading.Event) -> None:
    connection.sendall(answer(b"200 OK", WELL)[:-10])
    connection.close()


FAULTS: dict[str, Callable[[socket.socket, threading.Event], None]] = {
    "well": _say(answer(b"200 OK", WELL)),
    "hangs before headers": _say_and_hang(b""),
    "hangs in headers": _say_and_hang(b"HTTP/1.1 200 OK\r\ncontent-"),
    "hangs in body": _say_and_hang(answer(b"200 OK", WELL)[:-10]),
    "drips headers": _drip(b"", answer(b"200 OK", WELL)),
    "drips body": _drip(HEAD % (b"200 OK", JSON, len(WELL)), WELL),
    "429": _say(error(429, "es_rejected_execution_exception")),
    "503": _say(error(503, "cluster_block_exception")),
    "500": _say(error(500, "exception")),
    "read-only": _say(error(403, "cluster_block_exception")),
    "401": _say(error(401, "security_exception")),
    "413": _say(answer(b"413 Too Large", b"<html>too large</html>", HTML)),
    "no index": _say(error(404, "index_not_found_exception")),
    "garbage JSON": _say(answer(b"200 OK", b'{"hits": {{{')),
    "JSON of another form": _say(answer(b"200 OK", b'{"cluster": "well", "items": [{"index": {}}]}')),
    "JSON list": _say(answer(b"200 OK", b"[1, 2]")),
    "nested JSON": _say(answer(b"200 OK", b"[" * 100_000)),
    "bytes that are no text": _say(answer(b"200 OK", b"\xff\xfe" * 50)),
    "HTML": _say(answer(b"200 OK", b"<html>It works</html>", HTML)),
    "not Elasticsearch": _say(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"),
    "no HTTP": _say(b"SSH-2.0-OpenSSH\r\n\r\n"),
    "truncated": _truncate,
    "reset": _reset,
}  # fmt: skip


@contextmanager
def fault_server(tls: ssl.SSLContext | None = None) -> Iterator[FaultServer]:
    """One server, closed afterwards."""
    server = FaultServer(tls)
    try:
        yield server
    finally:
        server.close()
