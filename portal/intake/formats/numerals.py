"""Numbers as Word's list formats print them: 一, （甲）, ①, iv."""

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_COUNTED = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "koreanCounting",
}  # fmt: skip


def numeral(kind: str, number: int) -> str:
    """`number` in Word's format `kind` (w:numFmt); formats that are not known print digits."""
    if kind in _COUNTED:
        return chinese(number)
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return chinese(number, _FORMAL, "拾佰仟")
    if kind == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(max(number, 0)))
    if kind in ("ideographTraditional", "ideographZodiac"):
        row = _STEMS if kind == "ideographTraditional" else _BRANCHES
        return row[number - 1] if 0 < number <= len(row) else str(number)
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "upperLetter" else letter.lower()
    if kind in ("upperRoman", "lowerRoman"):
        return _roman(number).upper() if kind == "upperRoman" else _roman(number)
    if kind.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if kind.startswith("decimalFullWidth"):
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    return f"{number:02}" if kind == "decimalZero" else "" if kind == "none" else str(number)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """12 → 十二, 105 → 一百〇五 (formal: 壹佰零伍); beyond 9,999 digits."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += digits[0] * gap + digits[digit] + (units[place - 1] if place else "")
        gap = bool(text) and not digit
    informal = digits is _DIGITS and text.startswith("一十")
    return text.removeprefix("一") if informal else text


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        while number >= size and len(text) < 40:
            text, number = text + letters, number - size
    return text
