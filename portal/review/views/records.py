"""The record of a page's reviews, to read and to print."""

from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Page

from portal.pages.gate import forced_entries
from portal.pages.models import PortalPage
from portal.review.models import ReviewRecord


def record_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Every round of reviews with its steps, and publications somebody answered for."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not (isinstance(page, PortalPage) and page.permissions_for_user(request.user).can_edit()):
        raise PermissionDenied
    context = {"page": page, "rounds": rounds(page), "forced": forced_entries(page)}
    return render(request, "review_admin/record.html", context)


def rounds(page: PortalPage) -> list[list[dict[str, Any]]]:
    """The steps of each round in order, the newest round first; each with its points."""
    rows = ReviewRecord.objects.filter(permanent_id=page.permanent_id).order_by("-round", "at")
    return [
        [{"record": row, "points": list(row.points())} for row in group]
        for _round, group in groupby(rows, key=lambda row: row.round)
    ]
