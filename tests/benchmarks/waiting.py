"""What readers who wait cost the others: `DATA_DIR=… python -m tests.benchmarks.waiting`, a portal with content there.

Pages are asked for in turn with nobody waiting and with 100 long polls and 100 streams, on one started portal.
"""

import http.client
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import django
from django.utils.module_loading import import_string

from tests.benchmarks.figures import percentile

HOST = "127.0.0.1"
PAGES = ("/", "/policies/", "/api/v1/policies?page_size=20", "/static/css/tokens.css", "/healthz")
ROUNDS, SECONDS, READERS = 5, 1.5, (1, 8)
WAITING = 100


def threads(process: int) -> int:
    """Of the web process."""
    return len(list(Path(f"/proc/{process}/task").iterdir()))


@contextmanager
def waiting(port: int) -> Iterator[None]:
    """WAITING long polls and as many streams, all of them seated."""
    with ExitStack() as opened:
        polls = "/api/v1/changes?after=now&wait=30"
        for _ in range(WAITING):
            opened.enter_context(closing(ask(port, polls)))
        asked = [opened.enter_context(closing(ask(port, "/api/v1/changes/stream?after=now"))) for _ in range(WAITING)]
        for stream in asked:
            stream.recv(65536)
        time.sleep(1)
        yield


def ask(port: int, path: str) -> socket.socket:
    """A connection on which something has been asked."""
    connection = socket.create_connection((HOST, port), timeout=60)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n\r\n".encode())
    return connection


def load(port: int, path: str, readers: int) -> tuple[float, list[float]]:
    """(answers a second, milliseconds of each) for some readers who ask one after the other."""
    until, spent, lock = time.perf_counter() + SECONDS, list[float](), threading.Lock()

    def reader() -> None:
        mine = []
        with closing(http.client.HTTPConnection(HOST, port, timeout=60)) as connection:
            while (started := time.perf_counter()) < until:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                if answer.status not in (200, 503):
                    raise RuntimeError(f"{path}: {answer.status}")
                mine.append((time.perf_counter() - started) * 1000)
        with lock:
            spent.extend(mine)

    running = [threading.Thread(target=reader) for _ in range(readers)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return len(spent) / SECONDS, spent


def main() -> None:
    """Best of the rounds, which alternate: the machine is not ours alone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    running = import_string("tests.benchmarks.served.running")
    found: dict[tuple[int, str, bool], list[tuple[float, float]]] = {}
    with running(Path(os.environ["DATA_DIR"])) as (port, process):
        for path in PAGES:
            load(port, path, 1)
        for _ in range(ROUNDS):
            measure(port, process, False, found)
            with waiting(port):
                measure(port, process, True, found)
    for readers in READERS:
        for path in PAGES:
            alone, beside = (max(found[readers, path, some]) for some in (False, True))
            sys.stdout.write(
                f"{readers} readers {path:32s} alone {alone[0]:7.1f}/s p95 {-alone[1]:6.1f} ms; "
                f"with {2 * WAITING} waiting {beside[0]:7.1f}/s p95 {-beside[1]:6.1f} ms; {beside[0] / alone[0]:.2f}\n"
            )


def measure(port: int, process: int, some: bool, found: dict[tuple[int, str, bool], list[tuple[float, float]]]) -> None:
    """One round."""
    for readers in READERS:
        for path in PAGES:
            rate, spent = load(port, path, readers)
            found.setdefault((readers, path, some), []).append((rate, -percentile(spent, 0.95)))
    who = f"{2 * WAITING} waiting" if some else "nobody waiting"
    held = import_string("tests.benchmarks.served.anonymous_mib")(process)
    sys.stdout.write(f"{who}: {threads(process)} threads, {held:.0f} MiB\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
