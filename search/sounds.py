"""Chinese by its sound: pairs of neighbouring syllables, so that a homophone or typed pinyin finds its title."""

from pypinyin import Style, lazy_pinyin

from search.chinese import is_chinese, normalise, runs


def sounds(text: str) -> list[str]:
    """For each two neighbouring characters `gao.xin`, and as people abbreviate them `gao.x` and `g.x`."""
    found: list[str] = []
    for run in runs(normalise(text)):
        if is_chinese(run) and len(run) > 1:
            syllables = lazy_pinyin(run, style=Style.NORMAL, errors="ignore")
            for first, second in zip(syllables, syllables[1:], strict=False):
                found += (f"{first}.{second}", f"{first}.{second[0]}", f"{first[0]}.{second[0]}")
    return found
