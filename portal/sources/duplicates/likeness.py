"""How alike two texts are, whatever their spaces, widths and marks."""

import hashlib
import re
import unicodedata

from wagtail.fields import StreamField

from cms_blocks import plain_text
from portal.pages.models import PortalPage
from portal.sources.models import Fingerprint

_MARKS = re.compile(r"[\W_]+")
# Reposts differ in a head line, a signature, a link: their runs of five characters agree to 90 percent and more,
# those of two versions of a law to less than that, save where an amendment changed a few words.
ALIKE = 90
RUN = 5
# Shorter texts (「见附件」) agree by chance.
SHORTEST = 50


def normal_text(text: str) -> str:
    """Letters, digits and Chinese characters only, in one width and case."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def likeness(one: str, other: str) -> int:
    """Percent of the runs of five characters that two normal texts share; 0 where one of them is (almost) empty."""
    if min(len(one), len(other)) < SHORTEST:
        return 0
    if one == other:
        return 100
    first, second = _runs(one), _runs(other)
    return min(99, round(100 * len(first & second) / len(first | second)))


def _runs(text: str) -> set[str]:
    return {text[start : start + RUN] for start in range(len(text) - RUN + 1)}


def text_of(page: PortalPage) -> str:
    """All that a page says at length, in normal form."""
    streams = [field.name for field in page._meta.concrete_fields if isinstance(field, StreamField)]
    return normal_text("\n".join(plain_text(getattr(page, name)) for name in streams))


def fingerprint(page: PortalPage) -> Fingerprint:
    """An unsaved fingerprint of a page as it stands in memory."""
    text = text_of(page)
    return Fingerprint(
        page_id=page.pk,
        kind=page.kind,
        number=page.number_key()[:255],
        title=_digest(normal_text(page.title)),
        text=_digest(text) if len(text) >= SHORTEST else "",
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
