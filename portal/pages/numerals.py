"""Numbers as Chinese texts write them: 三, 十二, 一百零三, 二〇二六, and digits of any width."""

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○ＯOo", 0) | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def integer(text: str) -> int:
    """五十二 → 52, 一百零三 → 103, 二〇三 → 203, 12 → 12. Raises ValueError for what is no number."""
    total, digits = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digits or 1) * _UNITS[character]
            digits = 0
        else:
            known = _DIGITS.get(character)
            digits = digits * 10 + (int(character) if known is None else known)
    return total + digits
