"""Category, support forms, name, audience and conditions of a scheme as the words of its clauses suggest them."""

import re
from collections.abc import Iterator

from portal.breakdown.reading.amounts import AmountReadings
from portal.breakdown.reading.passages import GRANTING, Reading, passage, sentences

LONGEST_NAME = 40
# Support form (code of the vocabulary) by the words that name it.
_FORMS = {
    "grant": r"补助|补贴|资助|奖补|资金(?:支持|扶持)|补偿(?!费)",
    "loan_interest": r"贴息",
    "reward": r"奖励|奖补|奖金",
    "tax_relief": (
        r"(?:免征|减征|减按|减免|免缴|返还|缓缴|缓征)[^，。；]{0,24}(?:税|费)"
        r"|(?:税|费)[^，。；、]{0,10}(?:减免|返还|免征|减半)|加计扣除|稳岗返还"
    ),
    "equity": r"股权投资|天使投资|引导基金",
    "guarantee_insurance": r"融资担保|担保贷款|担保费|保险补偿|保费补贴|风险补偿",
    "talent_support": r"安家|人才公寓|人才(?:补贴|奖励|津贴)|住房补贴|子女入学",
    "space": r"租金|房租|场地|用地保障",
    "service_voucher": r"服务券|创新券|消费券",
}
_PENALTY = re.compile(r"罚款|处罚|处分|警告|责令|没收")
_RECOGNITION = re.compile(
    r"(?<!申请)(?:认定|评定|遴选|命名|备案)(?:条件|标准|程序|办法|省级|市级|国家级|为)|认定[^，。；]{0,12}应"
)
_PROJECT = re.compile(
    r"对[^，。；]{0,40}项目|项目(?:总)?(?:投资|设备|建设|研发|购置)[^，。；]{0,10}(?:额|费|的?\d)|研发项目|技术改造项目"
)
_DEVELOPMENT = re.compile(r"梯度培育|培育(?:库|企业|计划|工程|力度)|孵化|升规|入规|小升规")
_GRANTED_TO = re.compile(
    r"(?:^|[，,。：；])(?:其中[，,]?)?(?:对|支持|鼓励)(?P<whom>(?!于|各|有条件)(?:(?!给予|予以)[^。；]){3,150}?)[，,](?:[^，,。；]{0,24}?)"
    r"(?=(?:分别|分档)?(?:一次性)?(?:给予|予以|奖励|奖补|补助|补贴|资助|返还|可返还|按))"
)
_WHOM = re.compile(
    r"(?:对|支持|鼓励|引导|帮助)(?P<whom>[^，,。；对给]{0,40}?(?:企业|机构|单位|园区|平台|基地|人才|人员|合作社|孵化器|商户|团队|工商户|家庭))"
    r"(?=[，,。；、的在给开加依进实]|\(|（|$)"
)
_NAMING = re.compile(r"^(?:[一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[）)])\s*")
_NO_NAME = re.compile(
    r"^(?:对|本|凡|各|按|根据|依据|为|在|自|从|如|经|符合|下列|以下|有下列|“|\d)|给予|予以|应当|不得|符合|\d|。"
)
_ITEM = re.compile(
    r"^(?:[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|\d{1,2}\s*[．.、](?!\d)|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*"
)
_INLINE_ITEM = re.compile(r"(?=(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑳]))")
_LEAD_IN = re.compile(
    r"(?:条件|要求|资格|情形|规定)[^。；\n]{0,12}[：:。]?\s*$|(?:符合|具备|满足)[^。；\n]{0,16}[：:]\s*$"
)
_RECOGNISING = re.compile(r"认定|评定|评价|授予")


def category(text: str, sums: AmountReadings) -> Reading | None:
    """The class of S 6.1.3, or None where the words name no support: definitions, duties, penalties."""
    grants = [one for one in sentences(text) if _grants(one)]
    if sums.caps or sums.fixed or sums.rates or any(re.search(r"贴息|补贴|补助|奖补|资金支持", one) for one in grants):
        projects = [one for one in grants if _PROJECT.search(one)]
        if 2 * len(projects) >= len(grants) > 0:
            return Reading("project", _first(_PROJECT, projects))
        return Reading("funding", _first(GRANTING, grants or sentences(text)))
    rules = (("recognition", _RECOGNITION), ("development", _DEVELOPMENT), ("other", re.compile(_FORMS["tax_relief"])))
    said = [one for one in sentences(text) if not _PENALTY.search(one)]
    return next((Reading(code, words) for code, rule in rules if (words := _first(rule, said))), None)


def _grants(sentence: str) -> bool:
    """Whether something is given to somebody outside; asking, checking and budgeting money is not."""
    return bool(
        re.search(
            r"(?:给予|予以|可享受|可申请|进行|一次性|每年|按|省级|财政)[^。；]{0,60}" + f"(?:{GRANTING.pattern})",
            sentence,
        )
        and not _PENALTY.search(sentence)
        and not re.search(r"规模不低于|在线|线上|审核功能|预算|依据《", sentence)
    )


def _first(rule: re.Pattern[str], found: Iterator[str] | list[str]) -> str:
    for sentence in found:
        if match := rule.search(sentence):
            return passage(sentence, match.start(), match.end(), around=24)
    return ""


def support_forms(text: str, category_code: str) -> list[Reading]:
    """Codes of support forms, each with the first words that name it."""
    found = [Reading("recognition", "")] if category_code == "recognition" else []
    said = [one for one in sentences(text) if not _PENALTY.search(one)]
    for code, words in _FORMS.items():
        if evidence := _first(re.compile(words), said):
            found.append(Reading(code, evidence))
    return found


def name(heading: str, text: str) -> Reading | None:
    """The clause's heading, else its first sentence where that is a title: short, granting nothing by itself."""
    first = next(sentences(text), "").rstrip("。；;：:")
    for words in (heading.strip(), _NAMING.sub("", first)):
        if 4 <= len(words) <= LONGEST_NAME and not _NO_NAME.search(words):
            return Reading(words, words)
    return None


def audience(text: str) -> Reading | None:
    """Whom the first sentence that grants something names."""
    for sentence in sentences(text):
        if GRANTING.search(sentence) and (found := _WHOM.search(sentence)) and len(found["whom"]) > 2:
            return Reading(found["whom"], passage(sentence, found.start(), found.end()))
    return None


def conditions(text: str, category_code: str) -> list[Reading]:
    """(kind, text) one by one: enumerated parts after a lead-in, and 「对……的，给予」 of each sentence that grants."""
    found = _enumerated(text, category_code)
    for sentence in sentences(text) if not found else ():
        if not GRANTING.search(sentence):
            continue
        for match in _GRANTED_TO.finditer(sentence):
            words = match["whom"].strip("，, ").removesuffix("的")
            if len(words) > 3:
                found.append(Reading(("apply", words), passage(sentence, match.start(), match.end())))
    return found


def _enumerated(text: str, category_code: str) -> list[Reading]:
    lines = [part.strip() for line in text.splitlines() for part in _inline(line) if part.strip()]
    found: list[Reading] = []
    kind = ""
    for line in lines:
        if _ITEM.match(line):
            words = _ITEM.sub("", line, count=1).rstrip("；;。 ")
            if kind and words and not _LEAD_IN.search(words):
                found.append(Reading((kind, words), line))
        elif _LEAD_IN.search(line):
            recognising = category_code == "recognition" or _RECOGNISING.search(line)
            kind = "recognise" if recognising else "apply"
        else:
            kind = ""
    return found if len(found) > 1 else []


def _inline(line: str) -> list[str]:
    """「应符合下列条件：（1）…；（2）…」 on one line, cut before each number; a reference 「（一）项」 is not one."""
    return (
        _INLINE_ITEM.split(line)
        if len(re.findall(r"[：:；;。](?=[（(][一二三四五六七八九十\d]{1,2}[）)])", line)) > 1
        else [line]
    )
