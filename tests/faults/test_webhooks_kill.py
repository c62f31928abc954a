"""The worker killed at random instants while it sends: nothing lost, at most the message in hand sent again."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from tests.api.receiver import Hit, Receiver, Reply
from tests.places import ROOT

pytestmark = pytest.mark.slow
KILLS, LONG_KILLS = 20, 300
PATHS = ("/a", "/b")
PATIENCE = 120.0


class SendingPortal:
    """SQLite in a folder, a publisher, and a worker that is killed and started again."""

    def __init__(self, folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment = {**kept, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.faults.webhook_settings"}
        given: dict[str, Any] = {"env": self.environment, "cwd": ROOT}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True, **given)
        self.driver = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.webhook_driver"],
            text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **given,
        )  # fmt: skip

    def ask(self, line: str) -> Any:
        """The driver's answer."""
        assert self.driver.stdin and self.driver.stdout
        self.driver.stdin.write(f"{line}\n")
        self.driver.stdin.flush()
        return json.loads(self.driver.stdout.readline())

    def close(self) -> None:
        self.driver.communicate(timeout=60)


class Killer:
    """Takes every message; kills the worker around a message chosen by lot: before, while or after it is answered."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.victim, self.countdown = dice, 0, 0
        self.lock, self.killed = threading.Lock(), threading.Event()

    def aim(self, victim: int, countdown: int) -> None:
        """At so many messages from now."""
        with self.lock:
            self.victim, self.countdown = victim, countdown
            self.killed.clear()

    def __call__(self, hit: Hit) -> Reply:
        with self.lock:
            victim = self.victim
            if not victim:
                return Reply()
            self.countdown -= 1
            if self.countdown > 0:
                return Reply()
            self.victim = 0
        if self.dice.random() < 0.5:
            self._kill(victim, 0.0)
        else:
            threading.Thread(target=self._kill, args=(victim, self.dice.uniform(0, 0.02))).start()
        return Reply()

    def _kill(self, victim: int, after: float) -> None:
        time.sleep(after)
        os.kill(victim, signal.SIGKILL)
        self.killed.set()


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[SendingPortal]:
    made = SendingPortal(tmp_path)
    yield made
    made.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def test_killed_worker_loses_nothing_and_repeats_at_most_the_message_in_hand(
    portal: SendingPortal, receiver: Receiver, long_run: bool
) -> None:
    dice = random.Random(7)
    killer = receiver.answer = Killer(dice)
    secrets = {path: portal.ask(f"endpoint {receiver.url}{path}") for path in PATHS}
    kills = LONG_KILLS if long_run else KILLS
    for _ in range(kills):
        portal.ask("publish 4")
        killer.aim(portal.ask("worker"), dice.randint(1, 6))
        assert killer.killed.wait(PATIENCE), "the worker sends no more"
    last = portal.ask("worker")
    until = time.monotonic() + PATIENCE
    while portal.ask("behind") and time.monotonic() < until:
        time.sleep(0.2)
    os.kill(last, signal.SIGTERM)

    wanted = portal.ask("events")
    assert len(wanted) == 4 * kills
    for path in PATHS:
        sent = [hit for hit in receiver.hits if hit.path == path]
        ids = [hit.headers["webhook-id"] for hit in sent]
        repeats = sum(Counter(ids).values()) - len(set(ids))
        assert list(dict.fromkeys(ids)) == wanted, "every event, in order"
        assert repeats <= kills
        assert sum(earlier == later for earlier, later in zip(ids, ids[1:], strict=False)) == repeats
        for hit in sent[-3:]:
            Webhook(secrets[path]).verify(hit.body, hit.headers)
            assert hit.json["id"] == hit.headers["webhook-id"]
