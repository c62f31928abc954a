"""Records by the beginning of their document number, in any bracket form, through the index of that column."""

import re
import unicodedata

from django.db import connection
from django.db.models import Q

from portal.policies.numbers import normal_form
from portal.publication.models import PublishedItem
from search.text.chinese import simplified

_LAST = "\U0010ffff"
_OPEN, _CLOSE = re.compile(r"[\[〔(【『「{﹝]"), re.compile(r"[\]〕)】』」}﹞]第?")
_YEAR = re.compile(r"^(?P<stem>[^\d\[\]]{2,})(?P<year>(?:19|20)\d\d)\]?(?P<serial>\d*)$")


def beginnings(typed: str) -> list[str]:
    """What a number in normal form may begin with when so much of it has been typed."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", simplified(typed)))
    plain = _CLOSE.sub("]", _OPEN.sub("[", plain)).removesuffix("第")
    found = [plain]
    if year := _YEAR.match(plain):
        found.append(f"{year['stem']}[{year['year']}]{year['serial']}")
    elif re.fullmatch(r"[^\d\[\]]{2,}\d{1,3}", plain):
        found.append(re.sub(r"(\d+)$", r"[\1", plain))
    if plain[-1:] == "号":
        found = [normal_form(plain)]
    return list(dict.fromkeys(beginning for beginning in found if len(beginning) > 1))


def numbered(typed: str, limit: int, within: Q | None = None) -> list[PublishedItem]:
    """Live records in the order of their numbers, those of a site's fixed filter alone."""
    found: list[PublishedItem] = []
    for beginning in beginnings(typed):
        rows = PublishedItem.objects.filter(_begins(beginning), within or Q(), live=True).order_by("number", "pk")
        found += [row for row in rows[:limit] if row not in found]
    return found[:limit]


def _begins(beginning: str) -> Q:
    """SQLite has no index for LIKE; what PostgreSQL sorts between two texts depends on its collation."""
    if connection.vendor == "postgresql":
        return Q(number__startswith=beginning)
    return Q(number__gte=beginning, number__lt=beginning + _LAST)
