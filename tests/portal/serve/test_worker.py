"""The web server's worker: who waits holds a connection and no thread, hears of news at once, is let go in order."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[3]


class Site:
    """A running server with one worker process."""

    def __init__(self, port: int, master: subprocess.Popen[bytes]) -> None:
        self.port, self.master = port, master
        self.opened: list[socket.socket] = []

    @property
    def worker(self) -> int:
        return int(Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text().split()[0])

    def status(self, name: str) -> int:
        lines = Path(f"/proc/{self.worker}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        with closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def ask(self, path: str, version: str = "1.1") -> socket.socket:
        """A connection on which something has been asked."""
        connection = socket.create_connection((HOST, self.port), timeout=20)
        self.opened.append(connection)
        connection.sendall(f"GET {path} HTTP/{version}\r\nHost: x\r\n\r\n".encode())
        return connection


@contextmanager
def running(**environment: str) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    place = "tests.portal.serve.waiting_site"
    command = [sys.executable, "-m", "gunicorn", "-c", "python:portal.serve.gunicorn", "-k", f"{place}.Worker",
               "--threads", "4", f"{place}:application"]  # fmt: skip
    given = {**os.environ, "HOST": HOST, "PORT": str(port), **environment}
    master = subprocess.Popen(command, cwd=ROOT, env=given, stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex((HOST, port)) == 0:
                    break
            time.sleep(0.05)
        site = Site(port, master)
        with ExitStack() as opened:
            yield site
            for connection in site.opened:
                opened.enter_context(closing(connection))
    finally:
        master.terminate()
        master.communicate(timeout=20)


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found


def until_said(connection: socket.socket, wanted: bytes) -> bytes:
    said = b""
    while wanted not in said:
        piece = connection.recv(65536)
        assert piece, said
        said += piece
    return said


def all_said(connection: socket.socket) -> bytes:
    said = b""
    while piece := connection.recv(65536):
        said += piece
    return said


def answers(site: Site, status: int) -> bool:
    """Whether a short long poll comes to be answered so."""
    until = time.monotonic() + 15
    while site.get("/poll?wait=0.01")[0] != status and time.monotonic() < until:
        time.sleep(0.05)
    return site.get("/poll?wait=0.01")[0] == status


def test_many_waiting_readers_take_no_thread_and_all_hear_of_news(site: Site) -> None:
    site.get("/poll")
    polls = [site.ask("/poll?wait=20") for _ in range(100)]
    streams = [site.ask("/stream") for _ in range(100)]
    for stream in streams:
        until_said(stream, b":\n")

    # The main thread and the four of the pool, whoever waits.
    assert site.status("Threads") <= 5
    assert site.get("/poll")[0] == 200
    site.get("/move")

    assert all(until_said(poll, b"\r\n\r\n1").startswith(b"HTTP/1.1 200") for poll in polls)
    assert all(b"data: 1\n\n" in until_said(stream, b"data: 1\n\n") for stream in streams)
    assert site.status("Threads") <= 5


def test_long_poll_ends_at_its_time_and_its_connection_goes_on(site: Site) -> None:
    connection = http.client.HTTPConnection(HOST, site.port, timeout=20)
    with closing(connection):
        keep_asking(connection)


def keep_asking(connection: http.client.HTTPConnection) -> None:
    started = time.monotonic()
    connection.request("GET", "/poll?wait=0.6")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"0") and time.monotonic() - started >= 0.6

    kept = connection.sock
    connection.request("GET", "/poll")
    assert connection.getresponse().read() == b"0" and connection.sock is kept is not None


def test_request_sent_while_the_one_before_waits_is_answered_after_it(site: Site) -> None:
    with site.ask("/poll?wait=20") as connection:
        time.sleep(0.3)
        connection.sendall(b"GET /poll HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        time.sleep(0.3)
        site.get("/move")

        assert all_said(connection).count(b"\r\n\r\n1") == 2


def test_stream_is_framed_and_ends_when_its_position_is_no_longer_one(site: Site) -> None:
    with site.ask("/stream") as modern, site.ask("/stream", "1.0") as old:
        until_said(modern, b":\n"), until_said(old, b":\n")
        site.get("/move?by=2")
        assert until_said(modern, b"data: 2\n\n\r\n").endswith(b"9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n")
        assert until_said(old, b"data: 2\n\n").endswith(b"data: 1\n\ndata: 2\n\n")
        site.get("/move?by=-2")

        assert all_said(modern) == b"0\r\n\r\n" and all_said(old) == b""


def test_stream_whose_source_fails_is_ended(site: Site) -> None:
    with site.ask("/stream?broken=1") as stream:
        until_said(stream, b":\n")
        site.get("/move")

        assert all_said(stream).endswith(b"0\r\n\r\n")
    assert site.get("/poll")[0] == 200


def test_fault_after_waiting_is_answered_with_an_error(site: Site) -> None:
    with site.ask("/fault?wait=20") as connection:
        time.sleep(0.3)
        site.get("/move")
        assert all_said(connection).startswith(b"HTTP/1.1 500")
    assert site.get("/poll")[0] == 200


def test_connections_that_say_nothing_keep_nobody_from_being_served(site: Site) -> None:
    silent = [socket.create_connection((HOST, site.port)) for _ in range(50)]
    site.opened += silent
    started = time.monotonic()

    assert site.get("/poll")[0] == 200 and time.monotonic() - started < 4
    silent[0].sendall(b"GET /poll HTTP/1.1\r\nHost: x\r\n\r\n")
    assert until_said(silent[0], b"\r\n\r\n0").startswith(b"HTTP/1.1 200")


def test_reader_that_takes_nothing_does_not_fill_the_memory(site: Site) -> None:
    site.get("/poll")
    with site.ask("/stream?size=400000") as slow, site.ask("/stream") as quick:
        until_said(slow, b":\n"), until_said(quick, b":\n")
        before = site.status("VmRSS")
        site.get("/move?by=100")
        until_said(quick, b"data: 100\n\n")

        # 40 MB were published; what the slow one has not taken is one event and the socket's own buffers.
        assert site.status("VmRSS") - before < 10_000
        tail = b""
        while b"data: 100." not in tail:
            piece = slow.recv(65536)
            assert piece
            tail = tail[-20:] + piece


def test_readers_that_hang_up_leave_their_seats(site: Site) -> None:
    with running(WEB_WAITING="10") as small:
        for _ in range(3):
            waiting = [small.ask(path) for path in ("/poll?wait=20", "/stream") for _ in range(5)]
            for stream in waiting[5:]:
                until_said(stream, b":\n")
            assert answers(small, 503) and small.get("/stream")[0] == 503
            for connection in waiting:
                connection.close()
            assert answers(small, 200)


def test_stop_lets_everybody_go_within_seconds(site: Site) -> None:
    poll, stream = site.ask("/poll?wait=30"), site.ask("/stream")
    until_said(stream, b":\n")
    time.sleep(0.3)
    started = time.monotonic()
    site.master.send_signal(signal.SIGTERM)

    assert all_said(poll).endswith(b"\r\n\r\n0") and all_said(stream).endswith(b"0\r\n\r\n")
    assert site.master.wait(timeout=15) == 0
    assert time.monotonic() - started < 10


def test_worker_process_that_dies_is_replaced(site: Site) -> None:
    site.get("/poll")
    first = site.worker
    with site.ask("/stream") as stream:
        until_said(stream, b":\n")
        os.kill(first, signal.SIGKILL)
        assert b"data" not in all_said(stream)

    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if site.get("/poll")[0] == 200:
                break
        except (OSError, IndexError, http.client.HTTPException):
            time.sleep(0.1)
    assert site.worker != first
