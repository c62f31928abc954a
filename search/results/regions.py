"""The region chooser of a list: one step narrower at a time, or by name; 3,276 regions fit no list of check boxes."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from portal.taxonomy.vocabulary import divisions, label, way_down_to
from search.filters.facet_types import NONE
from search.filters.facets import FACETS
from search.results.asked import Asked, encoded
from search.results.places import COUNTRY, FIELD, named, way_to


def chooser_of(asked: Asked, rows: list[dict[str, Any]], total: int) -> dict[str, Any]:
    """Where the list is and where one can go from there; `total` is how many records are listed.

    `chosen`: where several are chosen, or what states none; `trail`: what the chosen one lies in, itself last;
    `inside`: what lies in it and has records of its own; `others`: what has none and shows what applies to all. Each
    `{value, label, count, selected}`, `count` None where it is not known. `meant`: regions of the name that was typed,
    where there are several, as `{label, url}`.
    """
    counts = {row["value"]: row["count"] for row in rows}
    chosen = asked.selection.chosen.get("region", ())
    one = len(chosen) == 1 and chosen[0] != NONE
    here = chosen[0] if one else COUNTRY
    if one:
        # Counted or not: what is listed is what it has.
        counts[here] = total
    trail = [code for code in way_down_to(here) if code != COUNTRY]
    above = {code for value in (row["value"] for row in rows) if value != NONE for code in way_down_to(value)}
    inside = [code for code in divisions(here) if code in above]
    return {
        "chosen": [] if one else [_row(code, counts, chosen) for code in chosen],
        "trail": [_row(code, counts, chosen) for code in trail],
        "inside": [_row(code, counts, chosen) for code in inside],
        "others": [_row(code, counts, chosen) for code in divisions(here) if code not in above],
        "meant": [{"label": way_to(code), "url": asked.change(region=code)} for code in asked.regions_meant],
        "any": not chosen,
        "here": label("region", here) if trail else "",
    }


def _row(code: str, counts: dict[str, int], chosen: Iterable[str]) -> dict[str, Any]:
    return {
        "value": code,
        "label": FACETS["region"].labels([code])[code],
        "count": counts.get(code),
        "selected": code in chosen,
    }


@require_safe
def region_suggestions(request: HttpRequest) -> JsonResponse:
    """`{status, suggestions: [{text, kind, url}]}` for `?q=`; `at` is the list's address; a region joins it."""
    path, _mark, query = request.GET.get("at", "").partition("?")
    local = path.startswith("/") and not path.startswith(("//", "/\\"))
    found = named(request.GET.get("q", "")) if local else []
    rows = [{"text": way_to(code), "kind": "region", "url": f"{path}{_with(query, code)}"} for code in found]
    words = ngettext(
        "%(count)d suggestion; choose with the arrow keys",
        "%(count)d suggestions; choose with the arrow keys",
        len(rows),
    )
    status = words % {"count": len(rows)} if rows else gettext("no suggestions")
    return JsonResponse({"status": status, "suggestions": rows}, json_dumps_params={"ensure_ascii": False})


def _with(query: str, code: str) -> str:
    params = QueryDict(query, mutable=True)
    for name in ("region", FIELD, "page"):
        params.pop(name, None)
    pairs = [encoded(name, ",".join(params.getlist(name))) for name in params]
    return "?" + "&".join([*pairs, encoded("region", code)])
