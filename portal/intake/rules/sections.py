"""The parts of a call by what their headings say: conditions, time, method, materials, whom to ask."""

import re
from dataclasses import dataclass, field

from portal.importers.blocks import Line

# What a heading says it holds; of one that names several (申报时间和方式) each has the part.
_DOING = r"(?:申报|申请|受理|报送|提交|办理|兑现|推荐)(?:的)?"
TOPICS = {
    "conditions": re.compile(
        r"(?:申报|申请|支持|认定|参评|推荐|基本|资格)(?:的)?(?:条件|对象|资格|主体)"
        r"|(?:支持|申报)范围|对象(?:和|及)(?:条件|范围)"
    ),
    "time": re.compile(rf"{_DOING}(?:时间|时限|期限|日期|安排)|截止|时间(?:安排|要求|节点)|起止时间"),
    "method": re.compile(rf"{_DOING}(?:方式|方法|流程|程序|途径|渠道|步骤|路径)|(?:渠道|流程)和方式"),
    "materials": re.compile(rf"(?:{_DOING}|所需|提供)(?:材料|资料)(?!.{0, 3}(?:时间|地点))|材料(?:要求|清单|内容)"),
    "contacts": re.compile(r"联系(?:方式|人|电话)|咨询(?:方式|电话|渠道)?$|咨询电话|业务咨询|(?:时间)?地点及咨询"),
    "receiving": re.compile(r"受理(?:部门|单位|机构|地点)|(?:报送|收件)(?:地点|地址|单位)"),
}
_LEVELS = (
    re.compile(r"^第[一二三四五六七八九十]+章"),
    re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、.．]"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\d{1,2}\s*[.．、](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
)
HEADING_LENGTH = 30
_HEADING_END = re.compile(r"[：:。．.；;]")


@dataclass
class Section:
    """One numbered part: its heading, what follows on the heading's own line, and the lines below it."""

    depth: int
    heading: str
    rest: str
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words below the heading, a paragraph a line."""
        return "\n".join(part for part in [self.rest, *(line.text for line in self.lines)] if part)

    def is_about(self, topic: str) -> bool:
        """Whether the heading speaks of it."""
        return bool(TOPICS[topic].search(self.heading))


def sections(lines: list[Line]) -> list[Section]:
    """Every numbered part with all that is below it; a part inside another is in both."""
    open_parts: list[Section] = []
    found = []
    for line in lines:
        depth = depth_of(line)
        if depth is not None:
            open_parts = [part for part in open_parts if part.depth < depth]
        for part in open_parts:
            part.lines.append(line)
        if depth is not None:
            open_parts.append(_section(line, depth))
            found.append(open_parts[-1])
    return found


def about(parts: list[Section], topic: str) -> list[Section]:
    """The outermost parts whose headings speak of the topic, in order."""
    named = [part for part in parts if part.is_about(topic) and part.text]
    outermost = min((part.depth for part in named), default=0)
    return [part for part in named if part.depth == outermost]


def depth_of(line: Line) -> int | None:
    """How deep a numbered line stands; a heading by style counts as 一、; None for other paragraphs.

    A label (「申报时间：……」) stands deepest: it is a part of its own, and of what it stands in.
    """
    for depth, mark in enumerate(_LEVELS):
        if mark.match(line.text):
            return depth
    if line.level > 1:
        return 1
    label = line.text.split("：")[0].split(":")[0]
    labelled = len(label) <= 8 and label != line.text and any(one.search(label) for one in TOPICS.values())
    return len(_LEVELS) if labelled else None


def _section(line: Line, depth: int) -> Section:
    bare = _LEVELS[depth].sub("", line.text, count=1).strip() if depth < len(_LEVELS) else line.text
    end = _HEADING_END.search(bare)
    if end and end.start() <= HEADING_LENGTH:
        return Section(depth, bare[: end.start()], bare[end.end() :].strip())
    return Section(depth, bare, "") if len(bare) <= HEADING_LENGTH else Section(depth, bare[:HEADING_LENGTH], bare)
