"""Fields of a call: conditions and materials one by one, its window, how and where one applies (S 7.4.1)."""

import datetime as dt
import re
from typing import Any

from portal.importers.enumerations import numbered
from portal.intake.evidence import candidate, passage
from portal.intake.proposal import Candidate
from portal.intake.rules.common import Fields, common_fields, distinct, doc_numbers
from portal.intake.rules.contacts import contacts
from portal.intake.rules.document import Document
from portal.intake.rules.sections import Section, about, sections
from portal.intake.rules.windows import Period, period
from portal.pages.numerals import integer

_YEAR = re.compile(r"(?P<year>20\d\d)\s*[-—]?\s*(?:20\d\d)?年(?:度)?")
_BATCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:批|轮|期)(?:次)?")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w\-./?=&%#:~+@!,;]+", re.ASCII)
_RECEIVING = re.compile(
    r"(?:(?:报送|受理|收件)(?:地点|地址)\s*[:：]|报送(?:至|到|给)?|报(?:至|送|到)|提交(?:至|到|给)?|交(?:至|到)"
    r"|(?:受理|收件|主管)(?:部门|单位|机构)(?:为)?\s*[:：]|(?<![面朝导方])向)\s*"
    r"(?P<body>[\u4e00-\u9fff（）()]{2,28}?(?:局|委员会|委|厅|中心|办公室|管委会|服务窗口|政府)"
    r"(?:办公室|[\u4e00-\u9fff]{1,6}[处科](?![\u4e00-\u9fff]))?)"
)
_COUNTED = re.compile(r"^\s*(?:\d{1,2}\s*[.．、](?!\d(?!\d{3}[、年]))|[（(]\d{1,2}[）)])\s*")
_TIME_SENTENCE = re.compile(
    r"截止|申报时间|受理时间|申报期|受理期|报送.{0,20}前|提交.{0,20}前|起至|止[，。）)]|常年|长期受理"
)
_COPIES = re.compile(r"(?:一式)?(?P<count>\d{1,2}|[一二两三四五六七八九十])\s*份")
_OPTIONAL = re.compile(r"如有|若有|可选|非必[填须需]|可不提供|（选报）")
_PURPOSES = (("claim", re.compile(r"兑现|拨付|申领|资金申请|奖补资金")), ("survey", re.compile(r"征集|摸底|调查|储备")),
             ("application", re.compile(r"申报|申请|认定|评审|推荐|遴选|评选")))  # fmt: skip
_MODES = (("automatic", re.compile(r"免申即享|无需申报|免申请")), ("instant", re.compile(r"即申即享")),
          ("apply", re.compile(r"申报|申请|报送")))  # fmt: skip
_WIDTHS = str.maketrans("：／．－", ":/.-")
NAME_LIMIT = 500


def notice_fields(document: Document) -> Fields:
    """All fields of a call that the file states."""
    fields = common_fields(document)
    fields["doc_number"] = doc_numbers(document)
    title = fields["title"][0].value if fields["title"] else ""
    parts = sections(document.lines[document.body_start :])
    fields |= _of_title(title, document.text)
    fields["conditions"] = _conditions(about(parts, "conditions"))
    fields["materials"] = _materials(about(parts, "materials"))
    fields |= _window(document, parts, fields)
    method = about(parts, "method")
    text = "\n".join(part.text for part in method)
    fields["method"] = [Candidate(text, "、".join(part.heading for part in method), "part of the text")] if text else []
    fields["apply_url"] = _addresses(text, document.text)
    tables = [line.table for line in document.reading.lines if line.table]
    asked = [line for part in about(parts, "contacts") for line in part.lines]
    fields["contacts"] = contacts(asked, tables) or contacts(document.lines, tables)
    fields["receiving"] = _receiving(document, parts)
    return fields


def _of_title(title: str, text: str) -> Fields:
    year, batch = _YEAR.search(title), _BATCH.search(title)
    purpose = next((code for code, pattern in _PURPOSES if pattern.search(title)), "")
    mode, match = next(((code, found) for code, one in _MODES if (found := one.search(text))), ("", None))
    return {
        "programme_year": [candidate(int(year["year"]), title, "year in the title")] if year else [],
        "batch": [candidate(batch[0], title, "batch in the title")] if batch else [],
        "purpose": [Candidate(purpose, title, "word in the title")] if purpose else [],
        "mode": [Candidate(mode, passage(text, *match.span()), "word in the text")] if match else [],
    }


def _conditions(parts: list[Section]) -> list[Candidate]:
    """One by one; what leads in (「应同时具备以下条件：」) is none. Without numbers every paragraph is one."""
    found = []
    for part in parts:
        texts = numbered(part.text, outermost=True)
        if len(texts) == 1:
            texts = part.text.splitlines()
        kept = [text for text in texts if not (len(texts) > 1 and text.endswith(("：", ":")) and "\n" not in text)]
        found += [Candidate(text, text[:160], f"part of the text: {part.heading}") for text in kept if text.strip()]
    return found


def _materials(parts: list[Section]) -> list[Candidate]:
    """The lines that are counted 1. 2. 3., however deep they stand; without such lines the numbered parts."""
    found = []
    for part in parts:
        lines = [line for line in part.text.splitlines() if _COUNTED.match(line)]
        texts = [_COUNTED.sub("", line, count=1) for line in lines]
        for text in texts if len(texts) > 1 else [one.value for one in _conditions([part])]:
            found.append(Candidate(_material(text), text[:160], f"part of the text: {part.heading}"))
    return found


def _material(text: str) -> dict[str, Any]:
    """Name up to its first full stop or bracket; the rest is a note."""
    first, _, rest = text.partition("\n")
    cut = re.search(r"[；;。]|(?<=.{3})[（(，,]", first)
    name = (first[: cut.start()] if cut else first).strip("；;。 ")
    note = "\n".join(part for part in [first[len(name) :].strip("；;。 ，,"), rest] if part)
    copies = _COPIES.search(text)
    return {
        "name": name[:NAME_LIMIT],
        "note": note,
        "required": not _OPTIONAL.search(text),
        "copies": integer(copies["count"]) if copies else None,
    }


def _window(document: Document, parts: list[Section], fields: Fields) -> Fields:
    """From the part about time, else from the sentences that speak of it; prose is kept as `time_text`."""
    dated = next((one.value for name in ("issued_on", "published_on") for one in fields[name][:1]), None)
    known = dt.date.fromisoformat(dated) if dated else _year_of(fields)
    timed = about(parts, "time")
    part = timed[0] if timed else None
    texts = [one.text for one in timed]
    texts += [line.text for line in document.lines if _TIME_SENTENCE.search(line.text)]
    for text in texts:
        found = period(text, known=known)
        if found.closes_at or found.open_ended:
            return _as_fields(found, part.text if part else text)
    return _as_fields(Period(), texts[0] if part else "")


def _year_of(fields: Fields) -> dt.date | None:
    """A day in the programme's year: it gives days without a year theirs."""
    year = fields.get("programme_year")
    return dt.date(year[0].value, 1, 1) if year else None


def _as_fields(found: Period, text: str) -> Fields:
    named = {"opens_at": found.opens_at, "closes_at": found.closes_at, "open_ended": found.open_ended}
    fields = {name: [one] for name, one in named.items() if one}
    return fields | ({"time_text": [Candidate(text, text[:160], "passage on time")]} if text else {})


def _addresses(*texts: str) -> list[Candidate]:
    found = []
    for text in texts:
        narrow = text.translate(_WIDTHS)
        for match in _ADDRESS.finditer(narrow):
            url = match[0].rstrip(".,;:!")
            url = url if url.startswith("http") else f"http://{url}"
            found.append(Candidate(url, passage(text, match.start(), match.end()), "address in the text"))
    return distinct(found)[:5]


def _receiving(document: Document, parts: list[Section]) -> list[Candidate]:
    named = [part for topic in ("receiving", "method", "materials", "time") for part in about(parts, topic)]
    for text in [*(part.text for part in named), document.text]:
        found = [
            Candidate(match["body"], passage(text, *match.span()), "where one hands in")
            for match in _RECEIVING.finditer(text)
            if not re.search(r"主管部|有关部|相关部|各部|全部|本部|单位人事部|[各本]", match["body"])
        ]
        if found:
            return distinct(found)[:3]
    return []
