"""Finds identity-card and mobile numbers in what is to be made public; masked ones (138****5678) are fine."""

import datetime as dt
import re
import unicodedata

# GB 11643: region, birthday, sequence, check character; also with the gaps people type.
_GAP = r"[ \-]?"
_IDENTITY = re.compile(rf"(?<![0-9A-Za-z])(\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXx])(?![0-9A-Za-z])")
_MOBILE = re.compile(rf"(?<![0-9A-Za-z])(?:\+?86{_GAP})?(1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}})(?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# Provinces of GB/T 2260, and the residence permits of Hong Kong, Macau and Taiwan (81–83).
_FIRST_PROVINCE, _LAST_PROVINCE = 11, 83
SHOWN = 3


def private_numbers(text: str) -> list[str]:
    """The numbers found, in order and masked so that a message does not repeat them (`320***`)."""
    plain = unicodedata.normalize("NFKC", text or "")
    found = [match for match in _IDENTITY.findall(plain) if is_identity_number(match)]
    found += _MOBILE.findall(plain)
    return [f"{number[:SHOWN]}***" for number in dict.fromkeys(found)]


def is_identity_number(text: str) -> bool:
    """Whether 18 characters (gaps allowed) are a resident's identity number: province, birthday and check character."""
    digits = re.sub(r"[ \-]", "", text).upper()
    if not _FIRST_PROVINCE <= int(digits[:2]) <= _LAST_PROVINCE or not _is_day(digits[6:14]):
        return False
    return _CHECKS[sum(int(one) * weight for one, weight in zip(digits[:17], _WEIGHTS, strict=True)) % 11] == digits[17]


def _is_day(digits: str) -> bool:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1880
    except ValueError:
        return False
