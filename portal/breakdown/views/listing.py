"""All documents to break down, with how far they are: sorted by what one asks for, few queries for thousands."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.breakdown.coverage import Coverage, coverage_of
from portal.pages.tree import may_add
from portal.policies.models import PolicyDocument, Scheme

PER_PAGE = 50
ORDERS = {
    "open": lambda row: (-row["coverage"].open, row["title"]),
    "share": lambda row: (row["coverage"].share, row["title"]),
    "-share": lambda row: (-row["coverage"].share, row["title"]),
    "title": lambda row: row["title"],
    "-date": lambda row: (row["issued_on"] is None, -(row["issued_on"].toordinal() if row["issued_on"] else 0)),
}
WHICH = {
    "": Q(preferential=True) | Q(preferential=None),
    "preferential": Q(preferential=True),
    "undecided": Q(preferential=None),
}
FIELDS = ("pk", "title", "doc_number", "issued_on", "preferential")


class CoverageList(WagtailAdminTemplateMixin, TemplateView):
    """`?which=` preferential or undecided, `q` in title or number, `left=1` only with clauses to judge, `order`."""

    template_name = "breakdown_admin/list.html"
    page_title = _("Break-down")
    header_icon = "list-ol"
    breadcrumbs_items = WagtailAdminTemplateMixin.breadcrumbs_items + [{"url": "", "label": _("Break-down")}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may add schemes."""
        if not may_add(request.user, Scheme.kind):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of documents, each with its coverage, and the sum over all that were asked for."""
        asked = {name: self.request.GET.get(name, "").strip() for name in ("which", "q", "left", "order")}
        asked["order"] = asked["order"] if asked["order"] in ORDERS else "open"
        rows = rows_for(asked)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "asked": asked,
            "page": page,
            "sum": total([row["coverage"] for row in rows]),
            "columns": columns(asked),
            "query": urlencode({name: value for name, value in asked.items() if value}),
        }


def rows_for(asked: dict[str, str]) -> list[dict[str, Any]]:
    """`[{pk, title, doc_number, issued_on, preferential, coverage}]` in the order asked for; six queries."""
    found = PolicyDocument.objects.live().filter(WHICH.get(asked["which"], WHICH[""]))
    if asked["q"]:
        found = found.filter(Q(title__icontains=asked["q"]) | Q(doc_number__icontains=asked["q"]))
    rows: list[dict[str, Any]] = list(found.order_by("pk").values(*FIELDS))
    coverage = coverage_of(row["pk"] for row in rows)
    for row in rows:
        row["coverage"] = coverage[row["pk"]]
    kept = [row for row in rows if row["coverage"].open or not asked["left"]]
    return sorted(kept, key=ORDERS[asked["order"]])


def total(counted: list[Coverage]) -> Coverage:
    """All documents together."""
    return Coverage(*(sum(getattr(one, name) for one in counted) for name in ("clauses", "covered", "needless")))


def columns(asked: dict[str, str]) -> list[dict[str, Any]]:
    """The table's heads: label, address that sorts by it ("" where none does), whether it sorts now."""
    share = "-share" if asked["order"] == "share" else "share"
    heads = ((_("Document"), "title"), (_("Date of issue"), "-date"), (_("Judged"), share), (_("To be judged"), "open"))
    return [
        {
            "label": label,
            "url": reverse("breakdown_list") + "?" + urlencode({**asked, "order": order}),
            "sort": {"share": "ascending", "-share": "descending", "open": "descending", "title": "ascending"}.get(
                asked["order"], "descending"
            )
            if asked["order"].lstrip("-") == order.lstrip("-")
            else "",
        }
        for label, order in heads
    ]
