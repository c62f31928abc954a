"""The portal as `make run` starts it: requests over HTTP, memory of its web process, from publishing to being found."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from portal.publication.models import PublishedItem, PublishedVersion
from tests.benchmarks.collection import publish
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.variations import MARK
from tests.search.records import remove

HOST = "127.0.0.1"
STARTING_SECONDS = 120.0
# A worker that finds an index of another layout builds it anew before it follows the log.
FINDING_SECONDS = 600.0
UPDATES = 5


@contextmanager
def running(folder: Path, engine_url: str = "") -> Iterator[tuple[int, int]]:
    """(port, process id of the web process); `folder` is its DATA_DIR."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    given = {"DATA_DIR": str(folder), "HOST": HOST, "PORT": str(port), "SEED": "no", "ELASTICSEARCH_URL": engine_url}
    environment = {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    for name in ("SECRET_KEY", "PORTAL_BASE_URL", "HTTPS_ONLY", "TRUSTED_PROXY_COUNT"):
        environment.pop(name, None)
    process = subprocess.Popen([sys.executable, "-m", "portal.serve"], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield port, _web_process(process, port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _web_process(supervisor: subprocess.Popen[bytes], port: int) -> int:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until and supervisor.poll() is None:
        masters = [child for child in children(supervisor.pid) if b"gunicorn" in command(child)]
        workers = [worker for master in masters for worker in children(master)]
        with socket.socket() as probe:
            if workers and probe.connect_ex((HOST, port)) == 0:
                return workers[0]
        time.sleep(0.2)
    raise RuntimeError("the portal did not start")


def children(parent: int) -> list[int]:
    """Process ids."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(word) for word in found.split()]


def command(process: int) -> bytes:
    """As it was started."""
    return Path(f"/proc/{process}/cmdline").read_bytes()


def anonymous_mib(process: int) -> float:
    """What the process holds itself; files that it maps are the system's."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("RssAnon:")]
    return int(line.split()[1]) / 1024


def figures(name: str, size: int, folder: Path, addresses: Sequence[str]) -> Iterator[Figure]:
    """The embedded engine's, whose index lies in the folder."""
    with running(folder) as (port, process):
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        _page(connection, addresses[0])
        yield Figure(name, "web process after one search", "MiB", size, anonymous_mib(process))
        spent = [_seconds(connection, address) * 1000 for address in addresses]
        yield Figure(name, "page over HTTP, p50", "ms", size, percentile(spent, 0.5), grows=True)
        yield Figure(name, "page over HTTP, p95", "ms", size, percentile(spent, 0.95), grows=True)
        held = anonymous_mib(process)
        yield Figure(name, f"web process after {len(spent)} searches", "MiB", size, held, "≤ 250", grows=True)
        found = [_until_found(connection) for _ in range(UPDATES)]
        yield Figure(name, "published until on the page, p50", "s", size, percentile(found, 0.5))
        yield Figure(name, "published until on the page, slowest", "s", size, max(found), "≤ 1")


def _seconds(connection: http.client.HTTPConnection, address: str) -> float:
    started = time.perf_counter()
    _page(connection, address)
    return time.perf_counter() - started


def _page(connection: http.client.HTTPConnection, address: str) -> bytes:
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return body


def _until_found(connection: http.client.HTTPConnection) -> float:
    """From the end of the publication; the worker reads the log a few times a second."""
    known = PublishedVersion.objects.filter(item__live=True, item__kind="policies")
    detail, id, word = known.values_list("detail", flat=True)[0], str(uuid4()), uuid4().hex
    publish([{**detail, "id": id, "url": f"/policies/{MARK}/{id}/", "title": f"{detail['title']} {word}"}])
    started = time.perf_counter()
    while id.encode() not in _page(connection, f"/search/?q={word}"):
        if time.perf_counter() - started > FINDING_SECONDS:
            raise RuntimeError("what was published is not found")
        time.sleep(0.01)
    spent = time.perf_counter() - started
    remove(PublishedItem.objects.get(pk=id))
    return spent
