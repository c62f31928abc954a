"""Where a body stands, read from its name: the division it is named after, and from it the level."""

import re
from collections import defaultdict
from functools import cache

from portal.taxonomy.load import rows_of
from portal.taxonomy.names import normalise, without_brackets

ROOT = "100000"
_NATIONAL_WITH_BRANCHES = re.compile(
    r"^(国家(税务总局|统计局|外汇管理局|能源局|邮政局|金融监督管理总局|矿山安全监察局)|海关总署"
    r"|中国(人民银行|银保监会|银行保险监督管理委员会|证监会|证券监督管理委员会|民用航空局?|共产主义青年团)"
    r"|中国国际贸易促进委员会|共青团|中华人民共和国(海关总署)?)"
)
_COUNTRY = re.compile(
    r"^(国务院|国家|全国|中共中央|中央|中华|中国|最高人民)|^[\u4e00-\u9fff]{2,12}(总局|总署|审计署)(办公厅|办公室)?$"
    r"|^(?!.*(委|宣传|组织|统战|武装|事业|项目)部)[\u4e00-\u9fff]{2,12}部(办公厅)?$"
)
_PARK = re.compile(r"(园区?|开发区|高新区|示范区|新片区|合作区|保税区|试验区)(工作)?(管理委员会|管委会|$)")
_TOWN = re.compile(r"^[\u4e00-\u9fff]{1,6}?(镇|乡|街道)(?=人民|政府|人大|党|办事|委|工委|$)")
_UNNAMED = (
    (re.compile(r"^(省|自治区)"), "province"),
    (re.compile(r"^市(?!场|政(?!府)|民)"), "city"),
    (re.compile(r"^[\u4e00-\u9fff]{2,4}州(?=委|人民|政府|市)"), "city"),
    (re.compile(r"^[区县旗](?!域)"), "district"),
)


@cache
def _parents() -> dict[str, str]:
    return {row["code"]: row["parent"] for row in rows_of("regions.csv")}


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    """Codes by the standard's name (labels may be edited, names of bodies are not), provinces also by short name."""
    codes = defaultdict(list)
    for row in rows_of("regions.csv"):
        name, code = row["label"], row["code"]
        codes[name].append(code)
        if code.endswith("0000") and code != ROOT:
            codes[name[:3] if name.startswith(("内蒙古", "黑龙江")) else name[:2]].append(code)
    for row in rows_of("parks.csv"):
        codes[row["label"]].append(row["code"])
    del codes["全国"]
    return {name: tuple(found) for name, found in codes.items()}


@cache
def _longest_name() -> int:
    return max(len(name) for name in _codes_by_name())


def _lies_in(code: str, above: set[str]) -> bool:
    while code:
        if code in above:
            return True
        code = _parents().get(code, "")
    return False


def _next_division(rest: str, within: set[str]) -> tuple[int, set[str]]:
    for length in range(min(_longest_name(), len(rest)), 1, -1):
        found = _codes_by_name().get(rest[:length], ())
        codes = {code for code in found if code not in within and (not within or _lies_in(code, within))}
        if codes:
            return length, codes
    return 0, set()


def _place(name: str) -> tuple[set[str], str]:
    """The divisions a name may begin with (several 朝阳区 exist) and what of the name follows."""
    rest = re.sub(r"^中共(?!中央)", "", without_brackets(normalise(name)))
    rest = _NATIONAL_WITH_BRANCHES.sub("", rest)
    codes: set[str] = set()
    while True:
        length, found = _next_division(rest, codes)
        if not length:
            return codes, rest
        codes, rest = found, rest[length:]


def _level_of(code: str) -> str:
    if code.startswith("park-"):
        return "park"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "district"


def infer_level(name: str) -> str | None:
    """The level of a body by its name, or None where the name does not tell (「工业和信息化局」).

    A municipality's own bodies are provincial. A park's body counts as a park's only when it is its administration.
    """
    codes, rest = _place(name)
    if _PARK.search(rest):
        return "park"
    if _TOWN.search(rest):
        return "town"
    if codes:
        return _level_of(min(codes))
    for pattern, level in _UNNAMED:
        if pattern.search(rest):
            return level
    return "country" if _COUNTRY.search(without_brackets(normalise(name))) else None


def infer_region(name: str) -> str | None:
    """The code of the division a body is named after; None when unnamed or ambiguous, the root for national bodies."""
    codes, _rest = _place(name)
    if len(codes) == 1:
        return codes.pop()
    return ROOT if infer_level(name) == "country" else None
