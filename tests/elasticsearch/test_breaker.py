"""The circuit breaker by a clock of its own."""

import pytest

from search.engine import EngineUnavailable
from search.engines.elastic_breaker import Breaker


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def fail(breaker: Breaker) -> str:
    with pytest.raises(EngineUnavailable) as failed, breaker.guard():
        raise OSError("gone")
    return str(failed.value)


def ask(breaker: Breaker) -> str:
    with breaker.guard():
        return "answered"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, pause=5.0, clock=clock)


def test_open_after_failures_in_a_row_only(breaker: Breaker) -> None:
    fail(breaker)
    fail(breaker)
    assert ask(breaker) == "answered"
    fail(breaker)
    fail(breaker)
    assert "left alone" not in fail(breaker)

    assert "left alone" in fail(breaker)


def test_one_probe_after_the_pause_the_others_are_turned_away(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        fail(breaker)
    clock.now += 5

    with breaker.guard():
        assert "left alone" in fail(breaker)
    assert ask(breaker) == "answered"


def test_failed_probe_opens_it_for_another_pause(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        fail(breaker)
    clock.now += 5
    assert "left alone" not in fail(breaker)

    assert "left alone" in fail(breaker)
    clock.now += 5
    assert ask(breaker) == "answered"


def test_probe_that_never_ended_does_not_close_it_for_ever(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        fail(breaker)
    clock.now += 5
    breaker._enter()
    clock.now += 5

    assert ask(breaker) == "answered"
