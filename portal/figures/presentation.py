"""What the page of figures is given, and its tables as a file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.figures.asked import AS_OF, BY, KIND, Asked, kinds_of
from portal.figures.charts import described, picture_of
from portal.pages import structured_data
from portal.publication.addresses import absolute
from portal.publication.kinds import KINDS
from portal.windows.instants import SHANGHAI, rfc3339
from search.figures.counting import Breakdown, Figures
from search.filters.facet_types import NONE
from search.filters.facets import FACETS
from search.filters.naming import facet_words, parameter_words, words_in_quotes
from search.results.export import BYTE_ORDER_MARK, line
from themes.words import STATUS_BY_KIND

# Rows of a table that are seen at once; the others unfold, and beyond MOST_ROWS they are in the file alone.
ROWS_AT_ONCE, MOST_ROWS = 12, 200
FORM_FACETS = ("level", "field")


def context_of(
    asked: Asked, found: Figures, totals: dict[str, int], now: dt.datetime, *, address: str
) -> dict[str, Any]:
    """`cards` (one a breakdown), `tabs`, `chips`, `fields`, addresses, the instant, the structured data.

    `address` is scheme and host of the request's site.
    """
    return {
        "now": now,
        "at": found.at,
        "fixed": AS_OF in asked.selection.values,
        "local_at": found.at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M:%S"),
        "total": found.total,
        "kind": asked.kind,
        "cards": [card_of(breakdown, asked, found.total) for breakdown in found.breakdowns],
        "tabs": list(tabs_of(asked, totals)),
        "chips": list(chips_of(asked)),
        "notices": asked.selection.notices,
        "fields": [field_of(name, asked) for name in FORM_FACETS],
        "hidden": [pair for pair in asked.selection.pairs() if pair[0] not in (*FORM_FACETS, AS_OF)],
        "filtered": any(name != KIND for name, _value in asked.selection.pairs()),
        "csv_url": asked.file(),
        "api_url": asked.call(),
        "records_url": asked.every_record(),
        "present_url": asked.change(as_of=None),
        "structured_data": [structured_data.statement(dataset(asked, found, address))],
    }


def told_of(kind: str, found: Figures) -> Figures:
    """The figures of one kind, a status in the words of what its window is for: nobody applies for a disclosure."""
    if kind not in STATUS_BY_KIND:
        return found
    words = {value: str(label) for value, label in STATUS_BY_KIND[kind].items()}
    breakdowns = (
        replace(one, rows=tuple(replace(row, label=words.get(row.value, row.label)) for row in one.rows))
        if one.name == "status"
        else one
        for one in found.breakdowns
    )
    return replace(found, breakdowns=tuple(breakdowns))


def card_of(breakdown: Breakdown, asked: Asked, total: int) -> dict[str, Any]:
    """One figure: its picture, its table with shares of the total, its file and its call."""
    across = breakdown.name == "status" and not asked.kind
    picture = picture_of(breakdown, stated_only=across)
    rows = [
        {
            "value": row.value,
            "label": row.label,
            "count": row.count,
            "share": f"{row.count / total:.1%}" if total else "",
            "narrow_url": asked.narrowed(row) if row.count else "",
            "records_url": asked.records(row),
        }
        for row in (reversed_months(breakdown) if breakdown.name == "month" else breakdown.rows)
    ]
    return {
        "name": breakdown.name,
        "label": breakdown.label,
        "many": breakdown.many,
        "picture": picture,
        "description": described(breakdown, picture) if picture else "",
        "rows": rows[:ROWS_AT_ONCE],
        "more": rows[ROWS_AT_ONCE:MOST_ROWS],
        "beyond": max(0, len(rows) - MOST_ROWS),
        "without": next((row.count for row in breakdown.rows if row.value == NONE), 0) if across else 0,
        "csv_url": asked.file(breakdown),
        "api_url": asked.call(breakdown),
    }


def reversed_months(breakdown: Breakdown) -> list[Any]:
    """The latest month first, `none` last: a table is read from its top."""
    return sorted(breakdown.rows, key=lambda row: "" if row.value == NONE else row.value, reverse=True)


def tabs_of(asked: Asked, totals: dict[str, int]) -> Iterator[dict[str, Any]]:
    """All kinds together and each by itself, with how many records the other filters keep."""
    chosen = set(kinds_of(asked))
    every = {"label": _("All"), "count": sum(totals.values()), "url": asked.change(kind=None, by=None)}
    yield {**every, "selected": not chosen}
    for name, kind in KINDS.items():
        url = asked.change(kind=name, by=None)
        yield {"label": kind.label, "count": totals.get(name, 0), "url": url, "selected": name in chosen}


def chips_of(asked: Asked) -> Iterator[dict[str, str]]:
    """What narrows the figures, each with the address without it; the kind is told by the tabs."""
    selection = asked.selection
    if selection.text:
        yield {"label": words_in_quotes(selection.text), "url": asked.change(q=None)}
    for name, values in selection.chosen.items():
        if name != KIND or len(values) > 1:
            yield {"label": facet_words(name, values), "url": asked.change(**{name: None})}
    for name, values in selection.excluded.items():
        yield {"label": facet_words(name, values, excluded=True), "url": asked.change(**{f"-{name}": None})}
    for name in selection.values:
        if name not in ("q", BY, AS_OF):
            yield {"label": parameter_words(name, selection), "url": asked.change(**{name: None})}


def field_of(name: str, asked: Asked) -> dict[str, Any]:
    """A facet as a field of the form; several chosen values stay one choice of it."""
    chosen = ",".join(asked.selection.chosen.get(name, ()))
    choices = [{"value": value, "label": label} for value, label in FACETS[name].choices()]
    if "," in chosen:
        choices.insert(0, {"value": chosen, "label": _(", ").join(FACETS[name].labels(chosen.split(",")).values())})
    return {"name": name, "label": FACETS[name].label, "chosen": chosen, "choices": choices}


def dataset(asked: Asked, found: Figures, address: str) -> dict[str, Any]:
    """The figures as a schema.org Dataset with its two forms, the second where there is such a call."""
    forms = [("text/csv", absolute(asked.file(), address)), ("application/json", absolute(asked.call()))]
    return structured_data.described(
        "Dataset",
        name=_("Figures"),
        description=_("Counts of public records by level, field, status, month and issuing body."),
        url=absolute("/figures/", address),
        license=settings.API_LICENCE["url"],
        temporalCoverage=rfc3339(found.at),
        creator=structured_data.site_sponsor(),
        distribution=[
            structured_data.described("DataDownload", encodingFormat=media_type, contentUrl=url)
            for media_type, url in forms
            if url
        ],
    )


def lines_of(found: Figures) -> Iterator[str]:
    """The tables as one CSV file: a line a value, the same columns throughout; the instant in Shanghai's time."""
    # Translators: 统计项、代码、名称、数量、合计、截至
    named = [pgettext("table", "By"), pgettext("table", "Code"), _("Name"), pgettext("how many", "Number")]
    yield BYTE_ORDER_MARK + line([*named, pgettext("table", "Total"), _("As of")])
    at = found.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    for breakdown in found.breakdowns:
        for row in breakdown.rows:
            yield line((breakdown.label, row.value, row.label, str(row.count), str(found.total), at))
