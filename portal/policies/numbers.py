"""Document numbers (文号): the form in which they are compared, and finding them in running text."""

import re
import unicodedata

from portal.pages.numerals import integer

_OPEN, _CLOSE = r"[\[〔(【『「{﹝]", r"[\]〕)】』」}﹞]"

_YEAR_AND_SERIAL = re.compile(
    rf"^(?P<stem>.+?)\s*(?:{_OPEN}\s*)?(?P<year>(?:19|20)\d\d)\s*(?:{_CLOSE}|年)?\s*第?\s*(?P<serial>\d+)\s*号?$"
)
_ORDER = re.compile(r"^(?P<stem>.+?)\s*(?:第\s*)?(?P<serial>\d+)\s*号?$")
_CHINESE_SERIAL = re.compile(r"第([零〇○一二三四五六七八九十百千]+)号?$")

# The part after the stem; the stem is what stands right before it.
_PRINTED = re.compile(
    r"[\[〔（(【﹝［]\s*(?:19|20)\d\d\s*[\]〕）)】﹞］]\s*第?\s*\d{1,5}\s*号"
    r"|令\s*第\s*[\d零〇一二三四五六七八九十百千]{1,6}\s*号|公告\s*(?:19|20)\d\d\s*年\s*第\s*\d{1,4}\s*号"
)
_STEM = re.compile(r"[\u4e00-\u9fff]{1,14}\s*$")
# Words of the sentence that run into the number: what stands before and including the last of them is not its stem.
_LEAD_IN = re.compile(
    r"^.*(?:根据|按照|依照|遵照|依据|依|参照|贯彻|执行|落实|印发|转发|废止|以下|详见|文号|编号|参见|见|和|与|及|的|为|由|以|即|是|将)|^日(?!照)"
)


def normal_form(text: str) -> str:
    """The form in which two numbers are equal however they are printed: stem, year in [], serial without 第 and 号.

    Bracket forms, widths, white space, a missing 号 or missing brackets make no difference:
    「国办发〔2018〕108号」, "国办发[2018]108号", "国办发 2018 108" are all 国办发[2018]108. An order of the
    State Council is 国务院令706 in its long and short forms. Text that is no number is only stripped of white space.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _CHINESE_SERIAL.sub(lambda found: f"第{integer(found[1])}号", plain)
    if found := _YEAR_AND_SERIAL.match(plain):
        return f"{_stem(found['stem'])}[{found['year']}]{int(found['serial'])}"
    if found := _ORDER.match(plain):
        return f"{_stem(found['stem'])}{int(found['serial'])}"
    return _stem(plain)


def find_numbers(text: str) -> list[str]:
    """The numbers named in running text, as printed, in order, each once (compared in normal form)."""
    found: dict[str, str] = {}
    for match in _PRINTED.finditer(text):
        before = _STEM.search(text[max(0, match.start() - 16) : match.start()])
        if before and (stem := _own_stem(before[0].strip())):
            printed = re.sub(r"\s+", "", stem + match[0])
            found.setdefault(normal_form(printed), printed)
    return list(found.values())


def _own_stem(before: str) -> str:
    _, republic, rest = before.rpartition("中华人民共和国")
    return rest if republic else _LEAD_IN.sub("", rest)


def _stem(text: str) -> str:
    stem = re.sub(r"[\s\u200b\ufeff]+", "", text)
    stem = stem.removeprefix("中华人民共和国") if "令" in stem else stem
    return "国务院令" + stem[2:] if stem.startswith("国令") else stem
