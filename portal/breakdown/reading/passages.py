"""Sentences of a clause, and a value read from one: the passage stands beside it, so that an editor can check it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
# Words by which a sentence grants something to somebody.
GRANTING = re.compile(
    r"给予|予以|补助|补贴|奖励|奖补|资助|贴息|资金(?:支持|扶持)|扶持资金|返还|兑现|减免|补偿|支持资金|奖金|配套"
)
# White space inside a Chinese text comes from line breaks of typesetting.
_SPACE = re.compile(r"(?<=[^\x00-\x7f])[ \t\u3000]+|[ \t\u3000]+(?=[^\x00-\x7f])")


@dataclass(frozen=True)
class Reading:
    """One value and the words it was read from."""

    value: Any
    evidence: str


def sentences(text: str) -> Iterator[str]:
    """The sentences and parts between semicolons, with their closing mark, without the spaces of typesetting."""
    for found in _SENTENCE.finditer(text):
        if sentence := _SPACE.sub("", found[0]).strip():
            yield sentence


def passage(sentence: str, start: int, end: int, around: int = 36) -> str:
    """The words around sentence[start:end], cut at commas where there are any; … where something was left out."""
    left, right = max(0, start - around), min(len(sentence), end + around)
    comma = max(sentence.rfind("，", left, start), sentence.rfind("：", left, start))
    left = comma + 1 if comma >= 0 and left else left
    return f"{'…' if left else ''}{sentence[left:right]}{'…' if right < len(sentence) else ''}"
