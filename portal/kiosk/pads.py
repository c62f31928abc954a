"""Finding without a keyboard: by the initials of a title's pinyin, by the digits of a document's number."""

import datetime as dt

from django.db.models import F, Q
from django.http import HttpRequest

from portal.kiosk.shelves import PAGE_SIZE, within_scope
from portal.publication.models import PublishedItem
from search.engine import EngineUnavailable
from search.filters.scope import scope_of
from search.finding.suggestions import confines, heard

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
# One initial alone is that of thousands of titles.
LEAST_LETTERS = 2
LEAST_DIGITS = 1
YEAR = 4
LOOKED_AT = 30
TO_DO = ("notices", "policy-products", "guides", "activities")


def keys(signs: str, typed: str) -> list[dict[str, str]]:
    """`[{sign, typed}]`: each key with what stands in the field once it is touched."""
    return [{"sign": sign, "typed": typed + sign} for sign in signs]


def by_letters(request: HttpRequest, letters: str, at: dt.datetime) -> list[PublishedItem] | None:
    """Records whose title the letters spell or abbreviate; None while the search engine is away."""
    if len(letters) < LEAST_LETTERS or not letters.isalpha():
        return []
    try:
        found = heard(letters, LOOKED_AT, confines(scope_of(request)).filters)
    except EngineUnavailable:
        return None
    allowed = set(within_scope(request, "", at).filter(pk__in=[item.pk for item in found]).values_list("pk", flat=True))
    # People come to a hall for what they can do there; texts and lists come after.
    found.sort(key=lambda item: item.kind not in TO_DO)
    return [item for item in found if item.pk in allowed][:PAGE_SIZE]


def by_digits(request: HttpRequest, digits: str, at: dt.datetime) -> list[PublishedItem]:
    """Records in whose document number the digits stand: 国务院令712 by 712, 鄂人社发[2021]25 by 202125."""
    if len(digits) < LEAST_DIGITS or not digits.isdigit():
        return []
    wanted = Q(number__contains=digits)
    if len(digits) > YEAR:
        wanted |= Q(number__contains=f"[{digits[:YEAR]}]{digits[YEAR:]}")
    latest = F("date").desc(nulls_last=True)
    found = within_scope(request, "", at).filter(wanted).order_by(latest, "id")[: 5 * PAGE_SIZE]
    # Who typed the whole number wants that one before 712, 7120 and 1712.
    return sorted(found, key=lambda item: not _ends_with(item.number, digits))[:PAGE_SIZE]


def _ends_with(number: str, digits: str) -> bool:
    """Whether the digits are all of the number's, or all of its serial."""
    told = "".join(sign for sign in number if sign.isdigit())
    return told == digits or number.endswith((f"]{digits}", f"令{digits}"))
