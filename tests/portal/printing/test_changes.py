"""Texts that everybody may have compared."""

from difflib import SequenceMatcher
from typing import Any

from portal.printing import changes
from portal.printing.changes import _different


def test_texts_that_repeat_themselves_are_compared_without_order(monkeypatch: Any) -> None:
    """A table of 1,600 rows, half of them 「是」, took half a minute."""
    compared: list[int] = []

    def matcher(*args: Any, **kwargs: Any) -> SequenceMatcher:
        compared.append(1)
        return SequenceMatcher(*args, **kwargs)

    monkeypatch.setattr(changes, "SequenceMatcher", matcher)
    old = tuple("是" if number % 2 else f"旧{number}" for number in range(1_600))
    new = tuple("是" if number % 2 else f"新{number}" for number in range(1_602))

    gone, added = _different(old, new)

    assert not compared
    assert len(gone) == 800 and "是" not in gone
    assert added.count("是") == 1 and len(added) == 802


def test_usual_texts_are_compared_in_order() -> None:
    assert _different(("一", "二"), ("二", "一")) != ((), ())
