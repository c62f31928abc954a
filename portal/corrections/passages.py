"""The passage a reader means, in the record's own text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.publication.models import PublishedVersion

AROUND = 160
# Addresses, codes and markup are no text that people read.
UNREAD = frozenset({"body_html", "url", "api_url", "permalink", "id", "kind", "source"})


@dataclass(frozen=True)
class Found:
    """The passage between what stands before and after it; `version` in which it stands."""

    before: str
    words: str
    after: str
    version: int


def find(item_id: Any, passage: str, seen: int) -> Found | None:
    """In the present version or, if the text was changed since, in the one that the reader saw."""
    wanted = _bare(passage)
    if not wanted:
        return None
    versions = PublishedVersion.objects.filter(item_id=item_id).exclude(detail=None)
    present = versions.order_by("-n").first()
    for version in filter(None, (present, versions.filter(n=seen).first())):
        for text in _texts(version.detail):
            if found := _in(text, wanted, version.n):
                return found
    return None


def _texts(form: Any, name: str = "") -> Iterator[str]:
    if isinstance(form, str):
        yield form
    elif isinstance(form, dict):
        for key, value in form.items():
            if key not in UNREAD:
                yield from _texts(value, key)
    elif isinstance(form, list):
        for value in form:
            yield from _texts(value, name)


def _bare(text: str) -> str:
    return "".join(text.split())


def _in(text: str, wanted: str, version: int) -> Found | None:
    """Spaces and line ends differ between a page and its text, so they do not count."""
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    start = "".join(text[place] for place in places).find(wanted)
    if start < 0:
        return None
    first, last = places[start], places[start + len(wanted) - 1] + 1
    return Found(text[max(0, first - AROUND) : first], text[first:last], text[last : last + AROUND], version)
