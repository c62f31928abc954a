"""`rebuild_search` killed at random points while records are published and indexed: nothing lost, no litter."""

import random
import signal
from collections.abc import Iterator

import pytest

from search.engine import Query
from tests.faults.portal import Portal

pytestmark = pytest.mark.slow
RECORDS = 300
TITLE = "始终可以找到的政策文件"
CLEAN = {"missing": 0, "extra": 0, "stale": 0, "reason": "", "newer": 0}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    made = Portal(tmp_path_factory.mktemp("portal"))
    assert made.ask(f"seed {RECORDS}") == RECORDS + 1
    yield made
    made.close()


def differences(found: dict[str, object]) -> dict[str, object]:
    return {name: found[name] for name in CLEAN}


def test_killed_rebuild_leaves_an_index_that_serves(portal: Portal, long_run: bool) -> None:
    whole = portal.rebuild()
    assert whole.returncode == 0, whole.stderr
    calls = dict(zip(("anywhere", "steps"), map(int, whole.stdout.split()[-2:]), strict=True))
    dice = random.Random(20)
    killed = 0
    for round_number in range(30 if long_run else 4):
        sort = ("steps", "anywhere")[round_number % 2]
        call, how = dice.randrange(1, calls[sort]), dice.choice(("there", "soon"))
        portal.tell("busy")
        ended = portal.rebuild(sort, call, how)
        served = portal.engine.search(Query(TITLE)).hits[:1]
        portal.tell("settle")
        turns, settled = portal.answer(), portal.answer()

        where = f"round {round_number}: call {call} of {calls[sort]} {sort}, {how}; {turns} turns beside it"
        assert ended.returncode in (-signal.SIGKILL, 0), (where, ended.stderr)
        assert len(served) == 1, where
        assert differences(settled) == CLEAN, where
        assert portal.litter() == [], where
        killed += ended.returncode == -signal.SIGKILL

    assert killed
    rebuilt = portal.run(["manage.py", "rebuild_search"])
    assert rebuilt.returncode == 0, rebuilt.stderr
    checked = portal.run(["manage.py", "check_search"])
    assert checked.returncode == 0, checked.stdout
    assert portal.litter() == []


def test_rebuilds_end_clean_with_publications_going_on(portal: Portal, long_run: bool) -> None:
    """What the worker applied to the old index in the moment of the swap is in the new one."""
    portal.ask("settle")
    for _ in range(10 if long_run else 2):
        portal.tell("busy")
        ended = portal.run(["manage.py", "rebuild_search"])
        portal.tell("settle")
        turns, found = portal.answer(), portal.answer()

        assert ended.returncode == 0, ended.stderr
        assert turns > 0
        assert differences(found) == CLEAN
