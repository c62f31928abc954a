"""What somebody who came to an address without a page was probably looking for."""

import re
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from portal.pages.context import link
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem, PublishedPath
from search.engine import EngineUnavailable
from search.filters.grammar import Selection
from search.filters.scope import scope_of
from search.finding.advice import similar_wording
from search.finding.suggestions import confines, heard
from search.text.chinese import is_chinese
from search.text.pinyin import typed_letters

LONGEST = 60
MOST = 5
# So much of an address must be right before another one that begins like it is offered.
LEAST_BEGINNING = 6
_LAST = "\U0010ffff"
_SIGNS = re.compile(r"[\W_]+")
_ENDING = re.compile(r"\.(?:html?|aspx?|jsp|php|shtml|pdf|docx?|xlsx?)$", re.IGNORECASE)
_CODE = re.compile(r"(?=.*\d)[0-9a-f-]{6,}|\d{1,3}|[a-z]", re.IGNORECASE)
# What mail and chat programs take along when they make a link of a text.
_TRAILING = "/.,;:!?)]}>'\"，。；：！？）】》”’、"
_NOT_WORDS = frozenset({"en", "index", "i", "www", *KINDS})


def words_of(path: str) -> str:
    """The words in an address, "" for none: its section, ids and file endings say nothing of the matter."""
    parts = [_ENDING.sub("", part) for part in path.split("/")]
    words = [word for part in parts if not _CODE.fullmatch(part) for word in _SIGNS.split(part)]
    kept = [word for word in words if word and word.lower() not in _NOT_WORDS and not _CODE.fullmatch(word)]
    return " ".join(kept)[:LONGEST].strip()


def near_address(request: HttpRequest) -> list[dict[str, Any]]:
    """At most MOST public records as links: addresses that begin alike, then titles with the address's words."""
    if "\x00" in request.path:
        return []
    now, scope = timezone.now(), scope_of(request)
    within = scope.q(now) if scope else Q()
    near = [*_beginning_alike(request.path, within), *_worded(words_of(request.path), scope)]
    found = list(dict.fromkeys(item.pk for item in near))
    # The engine may not yet have heard of what was withdrawn or has left the filter.
    shown = PublishedItem.objects.filter(within, live=True, pk__in=found).in_bulk()
    # Records of one title are versions or reposts: one of them is enough here.
    by_title = {shown[pk].title: shown[pk] for pk in reversed(found) if pk in shown}
    return [link(item, now) for item in list(by_title.values())[::-1]][:MOST]


def _beginning_alike(path: str, within: Q) -> list[PublishedItem]:
    """Records whose address, now or formerly, begins with this one without the signs at its end."""
    plain = path.removeprefix("/en").rstrip(_TRAILING).lower()
    section, _slash, slug = plain.rpartition("/")
    if section.strip("/") not in KINDS or len(slug) < LEAST_BEGINNING:
        return []
    beginning = Q(path__gte=plain, path__lt=plain + _LAST)
    rows = PublishedPath.objects.filter(beginning, item__live=True).select_related("item").order_by("path")
    if within:
        rows = rows.filter(item__in=PublishedItem.objects.filter(within))
    return [row.item for row in rows[:MOST]]


def _worded(words: str, scope: Selection | None) -> list[PublishedItem]:
    if not words:
        return []
    if any(is_chinese(sign) for sign in words):
        return similar_wording(words, within=scope)
    letters = typed_letters(words)
    try:
        return heard(letters, MOST, confines(scope).filters) if len(letters) > 1 else []
    except EngineUnavailable:
        return []
