"""Chinese text as tokens: NFKC, simplified, lower case; runs of Chinese as unigrams and bigrams, the rest as words."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

HAN = "㐀-鿿豈-﫿〇\U00020000-\U0003ffff"
_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(f"[^\\W_{HAN}]+")
_RUN = re.compile(f"{_HAN_RUN.pattern}|{_WORD.pattern}")
# Most texts are in normal form but for these, and replacing them is much faster than normalising.
_WIDE = tuple((wide, unicodedata.normalize("NFKC", wide)) for wide in "，（）：；！？\u3000")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def printable(text: str) -> str:
    """The text without control characters, invisible marks and lone surrogates; line ends stay."""
    return _UNPRINTABLE.sub("", text)


def normalise(text: str) -> str:
    """NFKC, traditional to simplified, lower case. The length may change; see search.text.highlight for offsets."""
    return simplified(_nfkc(printable(text))).lower()


def _nfkc(text: str) -> str:
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def simplified(text: str) -> str:
    """Traditional characters as simplified ones."""
    return text if text.isascii() else _converter().convert(text)


def runs(text: str) -> list[str]:
    """The runs of Chinese and the words of a normalised text, in order."""
    return _RUN.findall(text)


def chinese_and_words(text: str) -> tuple[list[str], list[str]]:
    """The same runs, the Chinese ones apart from the words."""
    return _HAN_RUN.findall(text), _WORD.findall(text)


def is_chinese(run: str) -> bool:
    """Whether a run is Chinese, and so is cut into bigrams."""
    return bool(_HAN_RUN.match(run))


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters, and words, in order; a Chinese run of one character is itself."""
    return [token for run in runs(normalise(text)) for token in _pairs(run)]


def unigrams(text: str) -> list[str]:
    """Every Chinese character, in order."""
    return [character for run in runs(normalise(text)) if is_chinese(run) for character in run]


def tokens(text: str) -> list[str]:
    """Unigrams, bigrams and words."""
    found = []
    for run in runs(normalise(text)):
        found += _pairs(run)
        if len(run) > 1 and is_chinese(run):
            found += run
    return found


def _pairs(run: str) -> list[str]:
    if len(run) == 1 or not is_chinese(run):
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)]


def compact(text: str) -> str:
    """Only what was searched for, without spaces and punctuation: the form in which whole titles are equal."""
    return "".join(runs(normalise(text)))
