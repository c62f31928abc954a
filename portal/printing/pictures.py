"""A record's text for paper: pictures become data, addresses and ids go; the typesetter opens nothing by itself."""

import base64
import io
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

# Dots that 17 cm of paper show at 150 to the inch; more only makes the file large.
WIDEST = 1000
LARGEST_BYTES = 20 * 1024 * 1024
MOST_CELLS = 6_000


def for_paper(html: str) -> str:
    """The HTML of a stored body, ready for the typesetter."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(id=True):
        del element["id"]
    for link in soup.find_all("a"):
        link.unwrap()
    for picture in soup.find_all("img"):
        _inline(picture)
    for table in soup.find_all("table"):
        if len(table.find_all(("td", "th"))) > MOST_CELLS:
            table.replace_with(_told(soup, _("This table is too large for paper; scan the code to read it.")))
    for unseen in soup.find_all(("iframe", "video", "audio", "script", "style", "link", "object", "embed", "svg")):
        unseen.decompose()
    for heading in soup.find_all("summary"):
        heading.unwrap()
    for folded in soup.find_all("details"):
        folded.name = "div"
    return str(soup)


def _inline(picture: Tag) -> None:
    """As data, or its alternative where the file is gone, not ours, too large or no picture."""
    data = _data(str(picture.get("src") or ""))
    alternative = str(picture.get("alt") or "") or _("a picture")
    if data:
        picture.attrs = {"src": data, "alt": alternative}
        return
    picture.name, picture.attrs = "span", {"class": "gone"}
    picture.string = f"[{alternative}]"


def _data(address: str) -> str:
    path = unquote(urlsplit(address).path)
    if not path.startswith(settings.MEDIA_URL) or not (name := path.removeprefix(settings.MEDIA_URL)):
        return ""
    try:
        if not default_storage.exists(name) or default_storage.size(name) > LARGEST_BYTES:
            return ""
        with default_storage.open(name) as stream, Image.open(stream) as image:
            return _jpeg_or_png(image)
    except (OSError, ValueError, SyntaxError, SuspiciousFileOperation, Image.DecompressionBombError):
        # Gone or broken: each format has its own way of saying so.
        return ""


def _jpeg_or_png(image: Image.Image) -> str:
    image.draft("RGB", (WIDEST * 2, WIDEST * 2))
    plain = image.convert("RGBA" if "A" in image.getbands() or image.mode == "P" else "RGB")
    plain.thumbnail((WIDEST, WIDEST * 3))
    form = "PNG" if plain.mode == "RGBA" else "JPEG"
    buffer = io.BytesIO()
    plain.save(buffer, form, optimize=True)
    return f"data:image/{form.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _told(soup: BeautifulSoup, sentence: str) -> Tag:
    paragraph = soup.new_tag("p", attrs={"class": "gone"})
    paragraph.string = sentence
    return paragraph
