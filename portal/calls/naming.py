"""A call's year in its title, and the word that links the calls of a series."""

import re

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
_BATCH = re.compile(r"第?[一二三四五六七八九十\d]+批次?")
_NOISE = re.compile(r"[\s《》〈〉“”\"'（）()【】\[\]、，,。：:;；]+")
_OPENING = re.compile(r"^关于(组织|开展|做好)*")
LONGEST_SERIES = 64


def year_of(title: str) -> int | None:
    """The first year the title names (2025年, 2025年度)."""
    found = _YEAR.search(title)
    return int(found[1]) if found else None


def next_title(title: str, year: int | None) -> str:
    """The title for the year after: `year` is replaced wherever it stands before 年, and no other number."""
    return title if year is None else re.sub(rf"(?<!\d){year}(?=年)", str(year + 1), title)


def series_word(title: str) -> str:
    """What the title says without year, batch and marks: the same for every year's call."""
    bare = re.sub(r"20\d\d年(度)?", "", title)
    bare = _OPENING.sub("", _NOISE.sub("", _BATCH.sub("", bare)))
    return bare[:LONGEST_SERIES] or title[:LONGEST_SERIES]
