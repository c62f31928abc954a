"""Amounts and rates of support as the words name them: 「最高不超过500万元」, 「给予30%补助」, 「分别给予……」."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from portal.breakdown.reading.passages import GRANTING, Reading, passage, sentences

_FACTORS = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
# An amount of money; one per acre, head or month is a unit price and says nothing of what one gets in all.
_MONEY = re.compile(r"(?P<value>\d+(?:[.,]\d+)*)(?P<unit>百万|千万|[百千万亿])?元(?!(?:人民币)?[/／]|每)")
_PER_UNIT = re.compile(
    r"(?:每(?:亩|人|月|吨|度|户|台|件|床|辆|米|公里|千瓦|平方米|立方米|天|日|次|名)|元[/／])[^，。；\d]{0,10}$"
)
_CAPPED = re.compile(
    r"(?:不超过|最高(?:不超过|给予|可获|可达|奖励|补助|资助)?|不高于|上限(?:为)?|封顶|限额(?:为)?|总额(?:不超过))[^，,。；\d%％]{0,12}$"
)
# What is granted stands right after the word of granting, or right before it.
_GRANTED = re.compile(r"(?:给予|予以|奖励|奖补|补助|补贴|资助)[^，,。；\d%％]{0,14}$|(?:分别|分档|各)[^，,。；]{0,16}$")
_GRANT_FOLLOWS = re.compile(
    r"^(?:人民币)?(?:以内|以下)?(?:的)?(?:一次性)?(?:的)?(?:资金)?(?:奖励|奖补|补助|补贴|资助|扶持|支持|奖金|配套)"
)
# One instalment of a sum that was named before.
_INSTALMENT = re.compile(r"第[一二三四五\d]年[^，,。；\d]{0,8}$")
_LISTED = re.compile(r"(?:元|、|和|及|或|到|至|—|-|～|~)\s*$")
# Sums that are conditions, loans, penalties or whole budgets.
_NOT_GRANTED = re.compile(
    r"投资|营业收入|销售|产值|税收|纳税|注册资本|资产|年收入|贡献|规模|预算|支出|合同额|罚款|贷款|融资|担保金额|工资"
)
_OVER = re.compile(r"^(?:人民币)?(?:\(含\)|（含）)?(?:及)?以上|^以下(?!的?(?:奖|补|资))|^至\d")
_RATE = re.compile(r"(?<![\d.])(?P<value>\d{1,3}(?:\.\d+)?)[%％](?!\s*(?:以上|及以上|（含）以上))")
_RATE_GRANTED = re.compile(
    r"^(?:的)?(?:比例|标准|额度)?(?:以内)?，?(?:的)?(?:省级|市级|县级|财政|一次性|再)?(?:给予|予以|进行|安排|计发)"
    r"|^(?:的)?(?:比例)?(?:的)?(?:一次性)?(?:资金)?(?:奖励|奖补|补助|补贴|资助|贴息|返还|扶持|支持|补偿)"
)
_RATE_AFTER = re.compile(r"(?:给予|予以|奖励|补助|补贴|资助|返还)[^，,。；]{0,16}$")
_ROW = re.compile(r"、|和|及|或|到|至|—|-|–|～|~")
_RATE_NOT = re.compile(r"(?:不低于|不少于|(?<!不)超过|(?<!不)高于|达到|增长|上浮|下浮|下降|占)[^，。；]{0,8}$")
# 「返还比例由50%提高到60%」: the second is what is granted.
_RATE_RAISED = re.compile(r"(?:返还|补贴|补助|奖励|资助|贴息)[^，。；]{0,24}提高到$")
_RATE_WAS = re.compile(r"^(?:提高|调整|上调)(?:到|至)")
# Accounts of what was spent list sums after the same words.
_ACCOUNTS = re.compile(r"决算|支出预算|预算支出|拨款|支出\d|对个人和家庭")


@dataclass
class AmountReadings:
    """Candidates in yuan (caps, fixed sums) and as shares of 1, each with its passage, in reading order."""

    caps: list[Reading] = field(default_factory=list)
    fixed: list[Reading] = field(default_factory=list)
    rates: list[Reading] = field(default_factory=list)

    @property
    def most(self) -> Decimal | None:
        """The greatest sum that the words grant."""
        return max((one.value for one in (*self.caps, *self.fixed)), default=None)

    @property
    def least(self) -> Decimal | None:
        """The smallest of several fixed sums; a capped one may be smaller still, then nothing is said."""
        sums = {one.value for one in self.fixed}
        return min(sums) if len(sums) > 1 and not self.caps and not self.rates else None

    @property
    def rate(self) -> Decimal | None:
        """The share, where all that the words say agrees on one."""
        shares = {one.value for one in self.rates}
        return shares.pop() if len(shares) == 1 else None


def amounts(text: str) -> AmountReadings:
    """Read a clause's text; sums and rates in sentences that grant nothing are conditions and left out."""
    found = AmountReadings()
    for sentence in sentences(text):
        if GRANTING.search(sentence) and not _ACCOUNTS.search(sentence):
            _sums(sentence, found)
            found.rates += _rates(sentence)
    return found


def _sums(sentence: str, found: AmountReadings) -> None:
    granted_before = False
    for match in _MONEY.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        reading = Reading(_yuan(match), passage(sentence, match.start(), match.end()))
        listed = granted_before and bool(_LISTED.search(before))
        granted_before = False
        if _PER_UNIT.search(before) or _OVER.match(after) or _INSTALMENT.search(before):
            continue
        if _CAPPED.search(before) and not _loan(after):
            found.caps.append(reading)
            granted_before = True
        elif listed or _fixed(before, after):
            found.fixed.append(reading)
            granted_before = True


def _fixed(before: str, after: str) -> bool:
    head = re.split(r"[，,；。：]", before)[-1]
    if _GRANTED.search(before):
        return not _NOT_GRANTED.search(head.rpartition("给予")[2])
    return bool(_GRANT_FOLLOWS.match(after)) and not _NOT_GRANTED.search(head)


def _loan(after: str) -> bool:
    return bool(re.match(r"的?[^，。；]{0,8}(?:贷款|融资|授信|罚款)", after))


def _yuan(match: re.Match[str]) -> Decimal:
    return Decimal(match["value"].replace(",", "")) * _FACTORS[match["unit"] or ""]


def _rates(sentence: str) -> Iterator[Reading]:
    """The shares granted; of 「70%、80%和90%给予」 all, though the word of granting stands after the last one only."""
    row: list[Reading] = []
    end = 0
    for match in _RATE.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if not (row and _ROW.fullmatch(sentence[end : match.start()])):
            row = []
        row.append(Reading(Decimal(match["value"]) / 100, passage(sentence, match.start(), match.end())))
        end = match.end()
        granted = _RATE_GRANTED.match(after) or _RATE_AFTER.search(before) or _RATE_RAISED.search(before)
        if granted and not (_RATE_NOT.search(before) or _RATE_WAS.match(after)):
            yield from (one for one in row if 0 < one.value <= 1)
            row = []
