"""What every process counts for itself, in files that whichever web process is asked adds up."""

import logging
import os
import socket
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

logger = logging.getLogger(__name__)

# The library maps files of this size; rooms for some 400 series.
ROOM = 1 << 16


def folder() -> Path:
    """The files of all processes."""
    return Path(settings.METRICS_ROOT)


def process_name() -> str:
    """This process among all: a container's processes have the same numbers as another's."""
    return f"{socket.gethostname().replace('_', '-')}-{os.getpid()}"


@cache
def _make_room(process: str) -> None:
    """Give the process's files their room on the disk before they are mapped: on a full one, writing would kill us."""
    folder().mkdir(parents=True, exist_ok=True)
    for kind in ("counter", "histogram"):
        path = folder() / f"{kind}_{process}.db"
        if not path.exists():
            path.write_bytes(bytes(ROOM))


os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(settings.METRICS_ROOT)
values.ValueClass = values.MultiProcessValue(process_name)

REQUESTS = Counter("huiqi_requests", "Requests answered", ["area", "method", "status"], registry=None)
REQUEST_SECONDS = Histogram(
    "huiqi_request_seconds", "Time until the answer began", ["area"], registry=None,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)  # fmt: skip
PAGE_CACHE = Counter("huiqi_page_cache", "Public pages by whether they were kept", ["result"], registry=None)
ENGINE_CALLS = Counter("huiqi_search_engine_calls", "Calls of the search engine", ["call", "result"], registry=None)
ENGINE_SECONDS = Histogram(
    "huiqi_search_engine_seconds", "Time a call of the search engine took", ["call"], registry=None,
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.6, 1, 5),
)  # fmt: skip


def safely(count: Callable[[], None]) -> None:
    """Every count goes through here: it must never fail what is counted. A full disk is told once in a while."""
    try:
        _make_room(process_name())
        count()
    except (OSError, ValueError) as error:
        _complain(str(error), int(time.time() // 600))


@cache
def _complain(reason: str, tenth_minute: int) -> None:
    logger.warning("figures are not counted: %s", reason)


def counted() -> CollectorRegistry:
    """A registry that adds up the files of all processes."""
    folder().mkdir(parents=True, exist_ok=True)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


def forget() -> None:
    """Begin at nothing, before the first process starts; what is mapped by one that runs on is lost with its file."""
    for path in folder().glob("*.db"):
        path.unlink(missing_ok=True)
