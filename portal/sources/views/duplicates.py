"""Two records side by side: which one stays, with which fields, or that they are not the same."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Page

from portal.pages import differences
from portal.pages.models import PortalPage
from portal.sources.duplicates.merging import keep_apart, merge, pairs_of
from portal.sources.duplicates.references import pages_pointing_at
from portal.sources.fields import fields_of, words
from portal.sources.models import DuplicatePair, PairState
from portal.sources.views.base import REFUSALS, Screen, said

PER_PAGE = 50
LIST = ("sources_duplicates", gettext_lazy("Possible duplicates"))


@dataclass(frozen=True)
class Side:
    """One field in both records."""

    name: str
    label: str
    first: str
    second: str
    html: SafeString


class DuplicatesView(Screen):
    """Open proposals, the likeliest first."""

    template_name = "sources_admin/duplicates.html"
    page_title = gettext_lazy("Possible duplicates")
    header_icon = "copy"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those about which the person decides."""
        pairs = Paginator(pairs_of(self.request.user), PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "pairs": pairs}


class DuplicateView(Screen):
    """One pair."""

    template_name = "sources_admin/duplicate.html"
    header_icon = "copy"
    above = LIST

    def dispatch(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        """Only who may edit one of the two."""
        found = DuplicatePair.objects.select_related("first", "second").filter(pk=pk).first()
        if found is None or (found.state == PairState.PROPOSED and found not in pairs_of(request.user)):
            raise Http404
        if found.state != PairState.PROPOSED:
            messages.warning(request, _("Somebody has decided about these two already."))
            return redirect("sources_duplicates")
        self.pair = found
        return super().dispatch(request, **kwargs)

    def get_page_title(self) -> str:
        """The older record's title."""
        return self.first.title

    @cached_property
    def first(self) -> PortalPage:
        """The older page, as its newest draft stands."""
        return _newest(self.pair.first)

    @cached_property
    def second(self) -> PortalPage:
        """The younger page."""
        return _newest(self.pair.second)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Merge or keep apart; what cannot be is said and changes nothing."""
        try:
            if request.POST.get("action") == "different":
                keep_apart(pair=self.pair, user=request.user)
                messages.success(request, _("Noted: they are not the same and are not proposed again."))
                return redirect("sources_duplicates")
            return self._merged(request)
        except REFUSALS as error:
            messages.error(request, said(error))
            return self.get(request)

    def _merged(self, request: HttpRequest) -> HttpResponse:
        keeps = request.POST.get("survivor")
        if keeps not in ("first", "second"):
            messages.error(request, _("Choose the record that stays."))
            return self.get(request)
        other = "second" if keeps == "first" else "first"
        names = {side.name for side in self._sides() if request.POST.get(f"field-{side.name}") == other}
        survivor: Page = getattr(self.pair, keeps)
        done = merge(pair=self.pair, survivor=survivor, names=names, user=request.user,
                     note=request.POST.get("note", "")[:500])  # fmt: skip
        messages.success(request, self._done(done))
        return redirect("sources_duplicates")

    def _done(self, done: Any) -> str:
        sentence = ngettext(
            "Merged. The other address leads to “%(title)s”; %(count)s record now points there.",
            "Merged. The other address leads to “%(title)s”; %(count)s records now point there.",
            done.moved,
        ) % {"title": done.survivor.title, "count": done.moved}
        lost = _("%(count)s bases name a clause that this record does not have: look at them.")
        return f"{sentence} {lost % {'count': done.lost_clauses}}" if done.lost_clauses else sentence

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both records, where they differ, and what points at each."""
        return {
            **super().get_context_data(**kwargs),
            "pair": self.pair,
            "sides": self._sides(),
            "records": [
                {"name": name, "page": page, "pointing": pages_pointing_at(page)}
                for name, page in (("first", self.first), ("second", self.second))
            ],
            "older": "first",
        }

    def _sides(self) -> list[Side]:
        both = (self.first, self.second)
        found = []
        for field in fields_of(type(self.first)):
            pieces = [differences.pieces(page, field.name) for page in both]
            if words(self.first, field) != words(self.second, field):
                first, second = (words(page, field) for page in both)
                found.append(Side(field.name, field.label, first, second, differences.marked(*pieces)))
        return found


def _newest(page: Page) -> PortalPage:
    found: PortalPage = page.specific if page.live else page.get_latest_revision_as_object()
    return found
