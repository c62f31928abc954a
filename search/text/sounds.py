"""Chinese by its sound: pairs of neighbouring syllables, so that a homophone or typed pinyin finds its title."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.seg import mmseg

from search.text.chinese import is_chinese, normalise, runs

WORDS_KEPT = 65_536


def sounds(text: str) -> list[str]:
    """For each two neighbouring characters `gao.xin`, and as people abbreviate them `gao.x` and `g.x`."""
    found: list[str] = []
    for run in runs(normalise(text)):
        if is_chinese(run) and len(run) > 1:
            syllables = [syllable for word in mmseg.seg.cut(run) for syllable in _spoken(word)]
            for first, second in zip(syllables, syllables[1:], strict=False):
                found += (f"{first}.{second}", f"{first}.{second[0]}", f"{first[0]}.{second[0]}")
    return found


@lru_cache(maxsize=WORDS_KEPT)
def _spoken(word: str) -> tuple[str, ...]:
    """Reading words is slow, and titles share them."""
    return tuple(lazy_pinyin(word, style=Style.NORMAL, errors="ignore"))
