"""The page of figures, and the same as a file: lenient, never an error whatever the address says."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portal.figures.asked import Asked, read, tidied
from portal.figures.presentation import context_of, lines_of, told_of
from search.figures.counting import Figures, figures, totals_by_kind


@require_safe
def figures_page(request: HttpRequest) -> HttpResponseBase:
    """`/figures/` with any filter of the grammar; `format=csv` is its tables, `by` one of them."""
    if (query := tidied(request.GET)) is not None:
        return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
    asked, now = read(request), timezone.now()
    found = told_of(asked.kind, figures(asked.selection, now=now, by=asked.by))
    if request.GET.get("format") == "csv":
        return _file(asked, found, now)
    totals = totals_by_kind(asked.selection, now=now)
    context = context_of(asked, found, totals, now, address=request.presentation.address)  # type: ignore[attr-defined]
    return TemplateResponse(request, "figures/figures.html", context)


def _file(asked: Asked, found: Figures, now: dt.datetime) -> HttpResponse:
    parts = ("figures", asked.kind, "-".join(asked.by), f"{timezone.localtime(now):%Y-%m-%d}")
    header = str(content_disposition_header(True, "-".join(part for part in parts if part) + ".csv"))
    headers = {"Content-Disposition": header, "X-Robots-Tag": "noindex"}
    return HttpResponse("".join(lines_of(found)), content_type="text/csv; charset=utf-8", headers=headers)
