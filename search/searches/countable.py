"""Which searches are counted at all: none that may name or reach a person."""

import re

from search.text.chinese import normalise, runs

LONGEST = 50
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.·-]+(?=\d)")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
# Telephone numbers, identity and bank cards, credit codes; years and document numbers are shorter.
_PRIVATE = re.compile(r"\d{7}|\S@\S")


def countable(text: str) -> str:
    """The text in the form in which it is counted (normalised, single spaces), or "" where it must not be.

    Not counted: seven digits or more in a row, spaces and hyphens between them aside (telephone, identity card,
    account), e-mail addresses, more than LONGEST characters, and what holds no word.
    """
    plain = " ".join(normalise(text).split())
    if len(plain) > LONGEST or not runs(plain):
        return ""
    digits = _BETWEEN_DIGITS.sub("", plain.translate(_CHINESE_DIGITS))
    return "" if _PRIVATE.search(digits) else plain
