"""A web page or a fragment pasted from Word: its article without what surrounds it, with the facts stated beside it."""

import base64
import binascii
import re
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from portal.importers.html import html_lines
from portal.intake.formats.contents import Reading, Unreadable, Warned
from portal.intake.formats.encoding import decode
from portal.intake.formats.facts import meta_facts, take_facts
from portal.intake.formats.headings import bold_heading
from portal.intake.formats.pictures import Album

DEPTH = 200
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SURROUNDING = [
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
]
# How the systems that Chinese governments publish with call the place of the article's text.
_ARTICLE = (
    "#zoom", "#UCAP-CONTENT", ".pages_content", ".TRS_Editor", ".trs_editor_view", "#article-content",
    ".article-content", ".article_content", "#artibody", ".xxgk_content", ".news_content", "#content_text",
)  # fmt: skip
_FILE = re.compile(r"\.(docx?|xlsx?|pdf|wps|et|ofd|zip|rar|pptx?|csv|txt|ceb|jpe?g|png)$", re.IGNORECASE)
_DATA = re.compile(r"^data:image/[\w.+-]+;base64,(?P<content>.+)$", re.DOTALL)
_ALIGNED = re.compile(r"text-align:\s*(center|right)", re.IGNORECASE)
_ICON = re.compile(r"/(?:icons?|skins?)/", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^(?:扫一扫|打印本页|【?打印|关闭窗口|【?关闭|分享到|字体[:：]|浏览次数|当前位置|附件下载$|您现在的位置)"
)


def read_webpage(name: str, raw: bytes) -> Reading:
    """Paragraphs, tables and pictures of the article; `facts` and `links` from the page around it."""
    soup = BeautifulSoup(_text(raw), "html.parser")
    _check_depth(soup)
    facts = meta_facts(soup)
    for tag in soup.find_all(_SURROUNDING):
        tag.decompose()
    facts += take_facts(soup)
    facts += [("heading", tag.get_text(" ", strip=True)) for tag in soup.find_all("h1")]
    article = _article(soup)
    base = next((value for label, value in facts if label == "url" and value.startswith("http")), None)
    album = Album()
    elsewhere = _prepare(article, base, album)
    found = html_lines(str(article), base, album.pictures)
    lines = [
        line if line.level else replace(line, level=bold_heading(line.text, line.html, line.align))
        for line in found
        if not _FURNITURE.match(line.text)
    ]
    return Reading(
        name=name, format="html", lines=lines, facts=[fact for fact in facts if fact[1]], links=_links(article, base),
        pictures=album.pictures,
        warnings=album.warnings() + ([Warned("picture_elsewhere", {"count": elsewhere})] if elsewhere else []),
    )  # fmt: skip


def _check_depth(soup: BeautifulSoup) -> None:
    """No page that a person made is nested so deeply; what walks the tree would not come back from it."""
    level: list[Tag] = [soup]
    for _depth in range(DEPTH):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        if not level:
            return
    raise Unreadable("nested")


def _text(raw: bytes) -> str:
    """By the page's own word where it is true, else as any text."""
    found = _CHARSET.search(raw[:4096])
    named = found[1].decode("ascii", "ignore").lower() if found else ""
    if named in ("gb2312", "gbk", "gb18030", "big5"):
        try:
            return raw.decode("gb18030" if named.startswith("gb") else named)
        except UnicodeDecodeError:
            pass
    return decode(raw)


def _article(soup: BeautifulSoup) -> Tag:
    """The place the publishing system calls the article, else the smallest one that holds nearly all the text."""
    for selector in _ARTICLE:
        found = soup.select(selector)
        if len(found) == 1 and (found[0].get_text(strip=True) or found[0].find("img")):
            return found[0]
    place: Tag = soup.body or soup
    while True:
        whole = len(place.get_text(strip=True))
        parts = [child for child in place.find_all(recursive=False) if _weight(child) >= 0.9 * whole]
        if len(parts) != 1 or parts[0].name in ("p", "table", "ul", "ol"):
            return place
        place = parts[0]


def _weight(tag: Tag) -> int:
    return len(tag.get_text(strip=True))


def _prepare(article: Tag, base: str | None, album: Album) -> int:
    """Alignment as an attribute, pictures in the text as names; returns how many pictures are nowhere to be had."""
    for tag in article.find_all(style=_ALIGNED):
        tag["align"] = _ALIGNED.search(str(tag["style"]))[1].lower()  # type: ignore[index]
    elsewhere = 0
    for image in article.find_all("img"):
        source = str(image.get("src") or "")
        if _ICON.search(source):
            image.decompose()
        elif found := _DATA.match(source):
            image["src"] = _embedded(found["content"], album)
        elif not source.startswith(("http://", "https://")) and not base:
            elsewhere += 1
    return elsewhere


def _embedded(content: str, album: Album) -> str:
    try:
        return album.add(base64.b64decode(re.sub(r"\s+", "", content), validate=True))
    except (binascii.Error, ValueError):
        album.left_out += 1
        return ""


def _links(article: Tag, base: str | None) -> list[tuple[str, str]]:
    """Links to files, each once, called as the link is; of a link without words the file's own name."""
    found: dict[str, str] = {}
    for link in article.find_all("a", href=True):
        words = re.sub(r"\s+", "", link.get_text())
        try:
            address = urljoin(base or "", str(link["href"]).strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        named = [parts.path, *(value for values in parse_qs(parts.query).values() for value in values)]
        if any(map(_FILE.search, [*named, words])) and parts.scheme in ("http", "https"):
            found.setdefault(address, words or unquote(parts.path.rpartition("/")[2]))
    return [(words, address) for address, words in found.items()]
