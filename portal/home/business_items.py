"""业务事项清单: every scheme with its current items, on a page to print and as xlsx (S 4.1.4)."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from portal.home.structured_data import of_business_items
from portal.pages.context import link
from portal.pages.spreadsheets import download, harmless
from portal.publication.models import PublishedFacet, PublishedItem
from portal.taxonomy.vocabulary import label
from search.filters.scope import scope_q

CURRENT = ("upcoming", "open", "closing_soon", "suspended", "open_ended")


def rows(now: dt.datetime, within: Q | None = None) -> list[dict[str, Any]]:
    """One row per scheme: title, url, category, bodies, level, and its calls that are current at `now`."""
    schemes = PublishedItem.objects.filter(within or Q(), live=True, kind="policy-products", subtype="scheme")
    current = _current_calls(now, within)
    return [
        {
            **link(scheme, now),
            "category": scheme.listing.get("category"),
            "competent": [body["name"] for body in scheme.listing["roles"]["competent"]],
            "receiving": [body["name"] for body in scheme.listing["roles"]["receiving"]],
            "calls": current.get(str(scheme.id), []),
        }
        for scheme in schemes.order_by("title", "id")
    ]


def _current_calls(now: dt.datetime, within: Q | None) -> dict[str, list[dict[str, Any]]]:
    """Calls that are current at `now` by the id of the scheme they rest on."""
    shown = {"item__in": PublishedItem.objects.filter(within)} if within else {}
    found = PublishedFacet.objects.filter(
        name="scheme", item__live=True, item__kind="notices", item__spans__axis="status",
        item__spans__value__in=CURRENT, item__spans__starts_at__lte=now, item__spans__ends_at__gt=now, **shown,
    ).select_related("item")  # fmt: skip
    calls: dict[str, list[dict[str, Any]]] = {}
    for row in found.order_by("item__title"):
        calls.setdefault(row.value, []).append(link(row.item, now))
    return calls


def business_items(request: HttpRequest) -> HttpResponse:
    """The list as a page, dated, made to be printed."""
    now = timezone.now()
    return TemplateResponse(
        request,
        "home/business_items.html",
        {"rows": rows(now, scope_q(request, now)), "now": now, "structured_data": of_business_items()},
    )


def business_items_xlsx(request: HttpRequest) -> HttpResponse:
    """The list as a workbook; cells that look like formulas are stored as text."""
    now = timezone.now()
    book = Workbook()
    sheet = book.active
    sheet.title = _("Business item list")
    sheet.append([_("As of"), timezone.localtime(now).strftime("%Y-%m-%d %H:%M")])
    sheet.append([_("Scheme"), _("Category"), _("Level"), _("Competent department"), _("Receiving department"),
                  _("Current calls"), _("Closes at"), _("Address")])  # fmt: skip
    for row in rows(now, scope_q(request, now)):
        sheet.append(_cells(row, request))
    _dress(sheet)
    return download(book, "business-items.xlsx")


def _cells(row: dict[str, Any], request: HttpRequest) -> list[str]:
    values = [
        row["title"],
        row["category"] or "",
        label("level", row["level"]) if row["level"] else "",
        "、".join(row["competent"]),
        "、".join(row["receiving"]),
        "\n".join(call["title"] for call in row["calls"]),
        "\n".join(call["closes_at"] or "" for call in row["calls"]),
        request.build_absolute_uri(row["url"]),
    ]
    return [harmless(value) for value in values]


def _dress(sheet: Any) -> None:
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCDEFGH", (48, 12, 10, 30, 30, 48, 28, 40), strict=True):
        sheet.column_dimensions[column].width = width
    for line in sheet.iter_rows(min_row=3):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A3"
