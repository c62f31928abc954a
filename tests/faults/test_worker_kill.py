"""Workers killed and cut off while publications go on: nothing lost, at most the event in hand repeated, one leads."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.places import ROOT

pytestmark = pytest.mark.slow
KILLS, LONG_KILLS = 20, 300
PATIENCE = 120.0
Line = tuple[int, int]


class WorkedPortal:
    """A database of its own, as the tests' is; a publisher, and workers."""

    def __init__(self, folder: Path, url: str) -> None:
        self.recorded_in = folder / "recorded"
        environment = {
            **os.environ, "DATA_DIR": str(folder), "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.faults.worker_settings",
        }  # fmt: skip
        given: dict[str, Any] = {"env": environment, "cwd": ROOT}
        subprocess.run([sys.executable, "manage.py", "migrate", "publication", "-v0"], check=True, **given)
        self.driver = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker_driver"],
            text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **given,
        )  # fmt: skip
        self.workers: set[int] = set()

    def tell(self, line: str) -> None:
        assert self.driver.stdin
        self.driver.stdin.write(f"{line}\n")
        self.driver.stdin.flush()

    def answer(self) -> Any:
        assert self.driver.stdout
        return json.loads(self.driver.stdout.readline())

    def ask(self, line: str) -> Any:
        self.tell(line)
        return self.answer()

    def start(self) -> int:
        pid = self.ask("worker")
        self.workers.add(pid)
        return int(pid)

    def end(self, pid: int, number: signal.Signals = signal.SIGKILL) -> None:
        os.kill(pid, number)
        self.workers.discard(pid)

    def leader(self) -> int:
        """The worker that leads, as soon as there is one."""
        return int(until(lambda: self.ask("leader") or None))

    def settle(self) -> None:
        """Until the consumer was handed everything."""
        until(lambda: self.ask("behind") == 0 or None)

    def recorded(self) -> list[Line]:
        """(worker, position) as they were handed over."""
        rows = (line.split() for line in self.recorded_in.read_text().splitlines())
        return [(int(pid), int(position)) for pid, position in rows]

    def close(self) -> None:
        for pid in list(self.workers):
            self.end(pid)
        self.driver.communicate(timeout=60)


def until(found: Callable[[], Any]) -> Any:
    """What `found` returns when it is something."""
    deadline = time.monotonic() + PATIENCE
    while (value := found()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return value


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[WorkedPortal]:
    if connection.vendor != "postgresql":
        made = WorkedPortal(tmp_path, "")
        yield made
        made.close()
        return
    settings = connection.settings_dict
    server = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    server |= {"password": settings["PASSWORD"], "dbname": "postgres"}
    name = f"huiqi_workers_{os.getpid()}"
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        made = WorkedPortal(
            tmp_path, f"postgres://{server['user']}:{server['password']}@{server['host']}:{server['port']}/{name}"
        )
        yield made
        made.close()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def repeated(lines: list[Line]) -> int:
    """How many lines repeat the one before; anything else out of order is a mistake."""
    positions = [position for _, position in lines]
    steps = [later - earlier for earlier, later in zip(positions, positions[1:], strict=False)]
    assert set(steps) <= {0, 1}, [(row, step) for row, step in zip(lines, steps, strict=False) if step not in (0, 1)]
    return steps.count(0)


def test_a_killed_worker_loses_nothing_and_repeats_the_event_in_hand(portal: WorkedPortal, long_run: bool) -> None:
    dice, kills = random.Random(5), LONG_KILLS if long_run else KILLS
    for _ in range(kills):
        pid = portal.start()
        # Until it works: a worker killed while it starts shows nothing.
        assert portal.leader()
        portal.tell(f"publish {dice.randrange(3, 12)}")
        time.sleep(dice.uniform(0.0, 0.25))
        portal.end(pid)
        portal.answer()
    portal.start()
    portal.settle()
    head = portal.ask("publish 0")

    lines = portal.recorded()
    assert {position for _, position in lines} == set(range(1, head + 1))
    again = repeated(lines)
    print(f"{kills} kills, {head} events, {again} handed over again")  # noqa: T201
    assert again <= kills


def test_one_of_several_workers_works_and_another_takes_over(portal: WorkedPortal) -> None:
    workers = {portal.start() for _ in range(3)}
    first = portal.leader()
    portal.ask("publish 20")
    portal.settle()
    assert {pid for pid, _ in portal.recorded()} == {first}

    portal.end(first)
    killed_at = time.monotonic()
    portal.ask("publish 20")
    portal.settle()
    print(f"taken over {time.monotonic() - killed_at:.1f} s after SIGKILL")  # noqa: T201
    lines = portal.recorded()
    second = portal.leader()
    assert second in workers - {first}
    assert {pid for pid, _ in lines[20:]} == {second}
    assert [position for _, position in lines] == list(range(1, 41))


def test_a_worker_told_to_stop_ends_and_another_takes_over(portal: WorkedPortal) -> None:
    first, _second = portal.start(), portal.start()
    assert portal.leader()
    first = portal.leader()
    portal.end(first, signal.SIGTERM)
    told_at = time.monotonic()
    until(lambda: not Path(f"/proc/{first}").exists() or None)
    print(f"ended {time.monotonic() - told_at:.1f} s after SIGTERM")  # noqa: T201
    portal.ask("publish 5")
    portal.settle()
    assert {pid for pid, _ in portal.recorded()} == {portal.leader()} != {first}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a lock on a file cannot be lost; set DATABASE_URL")
def test_a_leader_that_was_cut_off_works_no_longer(portal: WorkedPortal) -> None:
    """Nothing is done twice: it stops before the next one begins."""
    workers = {portal.start() for _ in range(2)}
    for _ in range(5):
        leader = portal.leader()
        portal.tell("publish 30")
        portal.answer()
        assert portal.ask(f"cut {leader}") == 1
        portal.ask("publish 30")
        portal.settle()
    lines = portal.recorded()
    assert [position for _, position in lines] == list(range(1, 301))
    assert {pid for pid, _ in lines} <= workers
