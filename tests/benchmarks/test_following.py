"""From publishing to what readers see, and what a kept page spares; `make bench` prints the figures."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.benchmarks.figures import Figure, percentile, table
from tests.benchmarks.served import HOST, running
from tests.places import ROOT

pytestmark = pytest.mark.slow
PATIENCE = 120.0
PLAIN = {"Accept-Encoding": "identity"}


class Served:
    """A portal as `make run` starts it, an editor beside it, and a reader."""

    def __init__(self, folder: Path, port: int) -> None:
        # The editor's records say little.
        given = {"DATA_DIR": str(folder), "PUBLICATION_GATE": "advisory"}
        environment = {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
        self.editor = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.publishing"],
            env=environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.reader = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)

    def publish(self, title: str) -> dict[str, str]:
        assert self.editor.stdin and self.editor.stdout
        self.editor.stdin.write(f"{title}\n")
        self.editor.stdin.flush()
        found: dict[str, str] = json.loads(self.editor.stdout.readline())
        return found

    def get(self, address: str, **headers: str) -> tuple[bytes, str]:
        """Body and Cache-Status."""
        self.reader.request("GET", address, headers={"Accept-Encoding": "gzip", **headers})
        answer = self.reader.getresponse()
        body = answer.read()
        assert answer.status == 200, (address, answer.status, body[:300])
        return body, answer.getheader("Cache-Status", "")

    def until_there(self, text: str, address: str) -> float:
        """Seconds until an answer holds the text."""
        return self.until(lambda: text.encode() in self.get(address, **PLAIN)[0])

    def until_kept(self, address: str) -> None:
        self.until(lambda: self.get(address)[1].endswith("hit"))

    def until(self, sees: Callable[[], bool]) -> float:
        """Seconds until it is seen."""
        started = time.perf_counter()
        while not sees():
            assert time.perf_counter() - started < PATIENCE
            time.sleep(0.01)
        return time.perf_counter() - started

    def milliseconds(self, address: str, times: int, **headers: str) -> tuple[float, set[str]]:
        """The median, and what was said of the cache."""
        spent, said = [], set()
        for _ in range(times):
            started = time.perf_counter()
            said.add(self.get(address, **headers)[1])
            spent.append((time.perf_counter() - started) * 1000)
        return percentile(spent, 0.5), said

    def close(self) -> None:
        self.editor.communicate(timeout=60)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with running(folder) as (port, _process):
        made = Served(folder, port)
        yield made
        made.close()


def told(figures: list[Figure]) -> None:
    print("\n".join(table(figures)))  # noqa: T201


def test_published_until_seen(served: Served, long_run: bool) -> None:
    """In the feed and in the search, from the end of the publication, by asking again and again."""
    turns = 100 if long_run else 10
    in_feed, in_search = [], []
    first = served.publish("先行发布的政策")
    served.until_there(first["id"], "/api/v1/search?page_size=100")
    for _ in range(turns):
        word = uuid4().hex
        found = served.publish(f"支持企业研发的若干措施{word}")["id"]
        feed = served.until_there(found, "/api/v1/changes?limit=500")
        in_feed.append(feed)
        in_search.append(feed + served.until_there(found, f"/api/v1/search?q={word}"))
    rows = [("feed", in_feed), ("search", in_search)]
    told([
        Figure("published until seen", f"in the {name}, {what}", "s", turns, percentile(spent, share), "≤ 2")
        for name, spent in rows for what, share in (("p50", 0.5), ("p95", 0.95))
    ])  # fmt: skip
    assert len(in_feed) == len(in_search) == turns


def test_a_kept_page_spares_most_of_its_making(served: Served, long_run: bool) -> None:
    """Made anew for a reader with credentials, kept for all others, on one connection in one run."""
    times = 100 if long_run else 15
    slug = [served.publish(f"第{number}号支持企业发展的措施") for number in range(30)][-1]["slug"]
    # A process that has just begun keeps nothing yet; a connection does not stay open so long.
    time.sleep(3)
    served.reader.close()
    figures, ratios = [], {}
    for address in ("/", "/policies/", f"/policies/{quote(slug)}/"):
        made, said = served.milliseconds(address, times, Authorization="none")
        assert said == {""}
        served.until_kept(address)
        kept, said = served.milliseconds(address, times)
        assert said == {"Huiqi; hit"}
        name = "/policies/…/" if slug in address or quote(slug) in address else address
        figures += [Figure(name, "made anew, p50", "ms", times, made), Figure(name, "kept, p50", "ms", times, kept)]
        ratios[address] = kept / made
    told(figures)
    assert max(ratios.values()) < 0.5, ratios
