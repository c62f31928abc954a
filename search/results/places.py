"""Regions by the name that people type: which may be meant."""

from django.http import QueryDict
from django.utils.translation import gettext

from portal.taxonomy.vocabulary import codes, label, way_down_to

COUNTRY = "100000"
FIELD = "region_name"
MOST_FOUND = 8
LONGEST_NAME = 40


def named(text: str) -> list[str]:
    """Regions whose name in either language has the words, the whole name first, then by its beginning; at most
    MOST_FOUND."""
    wanted = "".join(text.split()).casefold()[:LONGEST_NAME]
    if not wanted:
        return []
    found: list[tuple[int, int, str]] = []
    for place, code in enumerate(codes("region")):
        names = ("".join(label("region", code, language).split()).casefold() for language in ("zh-hans", "en"))
        ranks = [_rank(name, wanted) for name in names if wanted in name]
        if ranks:
            found.append((min(ranks), place, code))
    return [code for _rank_, _place, code in sorted(found)[:MOST_FOUND]]


def _rank(name: str, wanted: str) -> int:
    """A district is often called without its last character."""
    if name == wanted or name[:-1] == wanted:
        return 0
    return 1 if name.startswith(wanted) else 2


def resolved(params: QueryDict) -> tuple[QueryDict, list[str], list[str]]:
    """The parameters with a region's name put in the place of its code; (parameters, regions it may mean, notices)."""
    told, text = params.copy(), (params.get(FIELD) or "").strip()
    told.pop(FIELD, None)
    if not text:
        return told, [], []
    found = named(text)
    exact = [code for code in found if _rank(label("region", code, "zh-hans"), text) == 0]
    if len(found) == 1 or len(exact) == 1:
        told["region"] = (exact or found)[0]
        return told, [], []
    shown = "".join(character for character in text[:LONGEST_NAME] if character.isprintable())
    if found:
        words = gettext("Several regions are called “%(name)s”: which one is meant?")
    else:
        words = gettext("No region is called “%(name)s”; it was left out.")
    return told, found, [words % {"name": shown}]


def way_to(code: str) -> str:
    """A region with what it lies in, for people: 浙江省 宁波市 鄞州区."""
    return " ".join(label("region", step) for step in way_down_to(code) if step != COUNTRY) or label("region", code)
