"""The Chinese typeface that the project ships: Noto Sans SC (OFL, portal/fonts), for print and for images."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "fonts"
# They take no place of their own, and no typeface draws them.
UNDRAWN = frozenset("\t\n\r\f\v\u200b\u200c\u200d\u2028\u2029\u2060\ufe0e\ufe0f\ufeff\xad")


def regular() -> Path:
    """The weight 400, with every hanzi that Google's font has."""
    return FOLDER / "NotoSansSC-Regular.ttf"


def bold(text: str = "") -> Path:
    """The weight 700; where `text` has a hanzi outside GB 2312, which it lacks, the regular one."""
    path = FOLDER / "NotoSansSC-Bold.ttf"
    return path if not text or set(text) <= drawn(path) else regular()


def missing(text: str) -> list[str]:
    """The characters of `text` that the typeface cannot draw, each once, in their order."""
    known = drawn(regular())
    return [character for character in dict.fromkeys(text) if character not in known]


@cache
def drawn(path: Path) -> frozenset[str]:
    """The characters that the file draws, with those that need no drawing."""
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap())) | UNDRAWN
