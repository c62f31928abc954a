"""What a web page or a Word file states beside its text: meta tags, the table of 索引号, 发文机关, 成文日期."""

import re

from bs4 import BeautifulSoup, Tag

from portal.importers.html import squeeze

# Printed label -> what the proposals call it.
LABELS = {
    "索引号": "index_number", "信息索引号": "index_number", "公开目录索引号": "index_number",
    "标题": "title", "信息名称": "title", "名称": "title", "文件名称": "title",
    "发文字号": "doc_number", "文号": "doc_number", "文件编号": "doc_number", "文件号": "doc_number",
    "发文机关": "issuing", "发布机构": "issuing", "发布机关": "issuing", "发文单位": "issuing", "制发机关": "issuing",
    "发文机构": "issuing", "公开责任部门": "issuing", "印发机关": "issuing", "信息来源": "origin", "来源": "origin",
    "成文日期": "issued_on", "发文日期": "issued_on", "成文时间": "issued_on", "发文时间": "issued_on",
    "生成日期": "issued_on", "制发日期": "issued_on",
    "发布日期": "published_on", "发布时间": "published_on", "公开日期": "published_on", "公布日期": "published_on",
    "公开时间": "published_on",
    "实施日期": "effective_from", "施行日期": "effective_from", "生效日期": "effective_from",
    "失效日期": "valid_to", "废止日期": "valid_to", "有效期至": "valid_to",
    "主题分类": "subject", "主题词": "keywords", "关键词": "keywords", "有效性": "validity", "时效性": "validity",
}  # fmt: skip
_META = {
    "articletitle": "title", "pubdate": "published_on", "contentsource": "origin", "columnname": "column",
    "url": "url", "sitename": "site", "og:url": "url", "og:title": "title", "og:site_name": "site",
}  # fmt: skip
_LABEL = re.compile(
    r"^[【\[]?(?P<label>[\u4e00-\u9fff\s\u3000\u00a0]{2,14}?)[】\]]?\s*[:：]\s*(?P<value>.*)$", re.DOTALL
)
_NOTHING = re.compile(r"^(?:无|暂无|空|[-—–/]+)?$")
# A cell with more words than this is no datum.
LONGEST = 300
FEWEST = 3


def meta_facts(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Facts of the page's meta tags, its canonical address and its <title>."""
    found = []
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or "").lower()
        content = str(tag.get("content") or "").strip()
        if name in _META and content:
            found.append((_META[name], content))
    for link in soup.find_all("link", rel="canonical"):
        found.append(("url", str(link.get("href") or "")))
    if soup.title and soup.title.get_text(strip=True):
        found.append(("page_title", squeeze(soup.title.get_text()).strip()))
    return found


def take_facts(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """The facts that tables and lists beside the text state; those places are taken out of the page."""
    found = []
    for place in soup.find_all(["table", "ul", "dl"]):
        if place.decomposed or place.find(["table", "ul", "dl"]):
            continue
        facts = _facts_of(place)
        if len({name for name, _ in facts}) >= FEWEST:
            found += facts
            place.decompose()
    return found


def labelled(text: str) -> tuple[str, str] | None:
    """(field, value) of 「发文字号：国发〔2018〕42号」; value "" where it stands elsewhere; None for other text."""
    match = _LABEL.match(squeeze(text).strip()) if len(text) <= LONGEST else None
    field = LABELS.get(re.sub(r"\s+", "", match["label"])) if match else None
    return (field, match["value"].strip()) if match and field else None


def _facts_of(place: Tag) -> list[tuple[str, str]]:
    found = []
    cells = [squeeze(cell.get_text(" ")).strip() for cell in place.find_all(["td", "th", "li", "dt", "dd"])]
    for index, cell in enumerate(cells):
        fact = labelled(cell) or labelled(cell + "：")
        if fact is None or (not fact[1] and labelled(cell) is None and index + 1 >= len(cells)):
            continue
        value = fact[1] or (cells[index + 1] if index + 1 < len(cells) else "")
        if not labelled(value) and not _NOTHING.match(value):
            found.append((fact[0], value))
    return found
