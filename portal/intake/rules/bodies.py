"""Bodies that issue a document: in the title, in the red head, under the text, beside it."""

import re

from portal.intake.evidence import candidate, passage
from portal.intake.proposal import Candidate
from portal.intake.rules.document import Document
from portal.taxonomy.levels import infer_level
from portal.taxonomy.names import normalise, split_bodies
from portal.taxonomy.organisations import find_by_name

_ENDS = (
    r"(?:人民政府|政府|办公厅|办公室|委员会|委|党委|管委会|局|厅|部|署|院|总局|处|中心|法院|检察院|银行|支行|分行|领导小组|指挥部|联席会议|协会|学会"
    r"|人大|人大常委会|人民代表大会|人民代表大会常务委员会|政协|政府办|公司|集团|学院|大学)(?:[（(][^（）()]{2,20}[）)])?"
)
_BODY = re.compile(rf"^[\u4e00-\u9fff（）()、·“”]{{1,38}}?{_ENDS}$")
_TITLE_PREFIX = re.compile(
    rf"^(?P<bodies>(?:[\u4e00-\u9fff（）()、·]{{1,38}}?{_ENDS}[\s\u3000、]*){{1,8}}?)(?=关于|印发|转发|批转|公布|发布|解读|对|202\d|201\d|令$|公告|通告|通知)"
)
_RED_HEAD = re.compile(r"^(?P<bodies>.{3,60}?)\s*(?:文\s*件|公\s*告|令|通\s*告)$")
# 「省政府办公厅」 and the like name a body only to who knows the place.
_SHORT = re.compile(r"^(?:省|市|县|区|州|旗|自治区)(?![\u4e00-\u9fff]{0,3}[省市县区州旗])")
_REPORTED = re.compile(r"我(?:受|代表)(?P<body>[\u4e00-\u9fff]{2,16}?人民政府)[，,]?(?:委托)?")


def is_body_line(text: str) -> bool:
    """Whether a line is nothing but names of bodies; 「甲转发乙」 begins a title."""
    if re.search(r"转发|批转|印发|关于", text):
        return False
    parts = split_bodies(text)
    return bool(parts) and all(len(part) >= 3 and _BODY.match(normalise(part)) for part in parts)


def issuing_bodies(document: Document, title: str) -> list[Candidate]:
    """The bodies of the likeliest place that names them in full, in order."""
    head, signature = _of_head(document), _of_signature(document)
    # The red head abbreviates more often than the signature does, but has all the bodies of a joint document.
    printed = [signature, head] if len(signature) >= len(head) else [head, signature]
    stated = _of_facts(document)
    sources = [stated, _of_title(title), *printed, _of_report(document)]
    full = next((found for found in sources if found and not any(_SHORT.match(one.value) for one in found)), None)
    return [_known(one) for one in full or next(filter(None, sources), [])]


def _of_title(title: str) -> list[Candidate]:
    match = _TITLE_PREFIX.match(title)
    return [candidate(name, title, "named in the title") for name in split_bodies(match["bodies"])] if match else []


def _of_head(document: Document) -> list[Candidate]:
    """Lines of bodies above the title, and the red head 「甲机关文件」; a joint one has 文件 on any of its lines."""
    found = []
    for line in document.head:
        match = _RED_HEAD.match(line.text)
        names = split_bodies(re.sub(r"\s{2,}", "、", match["bodies"]) if match else line.text)
        if names and all(_BODY.match(normalise(name)) for name in names):
            found += [candidate(name, line.text, "printed above the title") for name in names]
    return found


def _of_signature(document: Document) -> list[Candidate]:
    """The lines right above the date under the text."""
    found: list[Candidate] = []
    index = document.dated_line
    while index and index - 1 >= document.body_start and len(found) < 12:
        index -= 1
        line = document.lines[index].text
        if not is_body_line(line):
            break
        found = [candidate(name, line, "signed under the text") for name in split_bodies(line)] + found
    return found


def _of_facts(document: Document) -> list[Candidate]:
    label = "issuing" if document.facts("issuing") else "origin"
    names = [name for value in document.facts(label)[:1] for name in split_bodies(value)]
    return [candidate(name, name, "stated beside the text") for name in names if _BODY.match(normalise(name))]


def _of_report(document: Document) -> list[Candidate]:
    """A report to a congress says in whose name it is given."""
    opening = "\n".join(line.text for line in document.lines[:4])
    match = _REPORTED.search(opening)
    if not match or infer_level(match["body"]) is None or _SHORT.match(match["body"]):
        return []
    return [Candidate(match["body"], passage(opening, *match.span()), "says in whose name it reports")]


def _known(one: Candidate) -> Candidate:
    """By the organisation's own name where the portal has it."""
    found = find_by_name(one.value)
    return Candidate(found.name, one.evidence, one.rule, known=True) if found else one
