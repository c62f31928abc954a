"""How long healthy endpoints wait for events while others are dead: refusing, hanging, or failing."""

import http.server
import statistics
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from api.subscribers.models import Subscriber
from api.webhooks.consumer import Webhooks
from api.webhooks.models import Endpoint
from api.webhooks.secrets import new_secret, sealed
from portal.publication.head import log_head
from portal.publication.wake import watch
from tests.search.records import publish

ENDPOINTS, EVENTS, EVENTS_PER_SECOND = 50, 20, 1.0
# What threads, connections and caches cost once is no endpoint's doing.
WARMING = 3
TURN_SECONDS = 0.5
PATIENCE = 60.0
# Nothing listens there.
REFUSING = "http://127.0.0.1:1/"


@dataclass(frozen=True)
class Waits:
    """Seconds from commit to receipt, of the endpoints that are healthy in both runs."""

    seconds: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[-1]


class Receivers:
    """One server for all: `/ok/n` takes, `/500/n` fails, `/hang/n` never answers."""

    def __init__(self) -> None:
        self.came: dict[str, dict[str, float]] = defaultdict(dict)
        self.release = threading.Event()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def _handler(receivers) -> Any:
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *args: Any) -> None:
                pass

            def do_POST(self) -> None:
                now = time.time()
                self.rfile.read(int(self.headers["content-length"]))
                if self.path.startswith("/hang"):
                    receivers.release.wait()
                else:
                    receivers.came[self.path].setdefault(self.headers["webhook-id"], now)
                self.send_response(500 if self.path.startswith("/500") else 200)
                self.send_header("content-length", "0")
                self.end_headers()

        return Handler


class Sending:
    """The consumer as the worker runs it: woken by the log, otherwise every half second."""

    def __init__(self) -> None:
        self.consumer, self.stop = Webhooks(), threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        while not self.stop.is_set():
            head = log_head().position
            self.consumer.turn()
            watch().wait(head, TURN_SECONDS)

    def end(self) -> None:
        """Let what is under way end."""
        self.stop.set()
        self.thread.join()
        until = time.monotonic() + PATIENCE
        while self.consumer._serving and time.monotonic() < until:
            time.sleep(0.05)


def measure() -> tuple[Waits, Waits]:
    """(all healthy, half of them dead): waits of the same half, in one run."""
    receivers = Receivers()
    subscriber = Subscriber.objects.create(name="receivers", email="receivers@example.org")
    for n in range(ENDPOINTS):
        _endpoint(subscriber, f"{receivers.url}/ok/{n}")
    sending = Sending()
    try:
        _publish(receivers, WARMING)
        healthy = _publish(receivers, EVENTS)
        for n, endpoint in enumerate(Endpoint.objects.order_by("url")[: ENDPOINTS // 2]):
            dead = (REFUSING, f"{receivers.url}/hang/{n}", f"{receivers.url}/500/{n}")[n % 3]
            Endpoint.objects.filter(pk=endpoint.pk).update(url=dead)
        return healthy, _publish(receivers, EVENTS)
    finally:
        receivers.release.set()
        sending.end()
        receivers.server.shutdown()
        receivers.server.server_close()


def _endpoint(subscriber: Subscriber, url: str) -> None:
    Endpoint.objects.create(
        subscriber=subscriber, url=url, secret=sealed(new_secret()), status=Endpoint.Status.ACTIVE, reason="",
        position=log_head().position, verified_at=timezone.now(),
    )  # fmt: skip


def _publish(receivers: Receivers, count: int) -> Waits:
    committed: dict[str, float] = {}
    for n in range(count):
        publish(title=f"第{n}号支持企业发展的若干政策", level="city")
        head = log_head()
        committed[f"{head.epoch}-{head.position}"] = time.time()
        time.sleep(1 / EVENTS_PER_SECOND)
    paths = [f"/ok/{url.rpartition('/')[2]}" for url in _lasting(receivers)]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and any(committed.keys() - receivers.came[path].keys() for path in paths):
        time.sleep(0.05)
    return Waits([max(0.0, receivers.came[path][id] - at) for path in paths for id, at in committed.items()])


def _lasting(receivers: Receivers) -> list[str]:
    """Those that stay healthy: the second half by address."""
    urls = [f"{receivers.url}/ok/{n}" for n in range(ENDPOINTS)]
    return sorted(urls)[ENDPOINTS // 2 :]
