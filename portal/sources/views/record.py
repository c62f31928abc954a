"""One record of a source: what it says new beside what was accepted, and beside what an editor made of it here."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from portal.pages import differences
from portal.pages.models import PortalPage
from portal.sources.deciding import accept, join, reject
from portal.sources.duplicates.finding import candidates_for
from portal.sources.fields import Field, fields_of, same, words
from portal.sources.models import RecordState
from portal.sources.readers import Glance, Readable, readable
from portal.sources.views.base import REFUSALS, Screen, own_record, said


@dataclass(frozen=True)
class Row:
    """One field: accepted, pending (marked against it), and, where an editor changed it here, what it says here."""

    name: str
    label: str
    accepted: str
    pending: str
    html: SafeString
    here: str | None
    here_html: SafeString | None
    applied: bool
    agreed: bool


class RecordView(Screen):
    """The difference, its decisions, its history."""

    template_name = "sources_admin/record.html"
    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        """Only who decides about the source."""
        self.record = own_record(request, pk)
        return super().dispatch(request, **kwargs)

    def get_page_title(self) -> str:
        """The record's title."""
        return self.record.title

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept all, accept some, reject, or join; what cannot be is said and changes nothing."""
        digest = request.POST.get("digest", "")
        try:
            return self._decided(request, request.POST.get("action", ""), digest)
        except REFUSALS as error:
            messages.error(request, said(error))
            return self.get(request)

    def _decided(self, request: HttpRequest, action: str, digest: str) -> HttpResponse:
        if action == "reject":
            reject(record=self.record, digest=digest, user=request.user, note=request.POST.get("note", "")[:500])
            messages.success(request, _("Rejected: it comes back when the source changes it."))
            return redirect("sources_queue")
        if action == "join":
            page = next((one for one in self.like if str(one.pk) == request.POST.get("page")), None)
            if page:
                join(record=self.record, digest=digest, page=page.specific, user=request.user)
            return redirect("sources_record", self.record.pk)
        names = set(request.POST.getlist("field")) if action == "some" else None
        if names is not None and not names:
            messages.error(request, _("Choose at least one field."))
            return self.get(request)
        outcome = accept(record=self.record, digest=digest, user=request.user, names=names)
        self._tell(request, outcome)
        return redirect("sources_queue")

    def _tell(self, request: HttpRequest, outcome: Any) -> None:
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[outcome.page.pk]), _("Edit"))
        title = {"title": outcome.page.title}
        if outcome.published:
            messages.success(request, _("“%(title)s” was accepted and is published.") % title, buttons=[edit])
        elif outcome.reasons:
            why = " ".join(outcome.reasons)
            messages.warning(request, _("“%(title)s” was accepted and stays a draft: ") % title + why, buttons=[edit])
        else:
            messages.success(request, _("“%(title)s” was accepted as a draft.") % title, buttons=[edit])

    @cached_property
    def lookups(self) -> Glance:
        """Shared by the two scratch pages."""
        return Glance()

    @cached_property
    def found(self) -> Readable:
        """The pending record, else the accepted one."""
        value = self.record.pending or self.record.accepted
        return readable(self.record.source, self.record.kind, value, self.record.seen_at)

    @cached_property
    def like(self) -> list[Page]:
        """Records here that look like a new one."""
        if self.record.page_id or not self.record.pending:
            return []
        return candidates_for(self.found.scratch(self.lookups))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, or why there are none."""
        rows: list[Row] = []
        problem = ""
        try:
            rows = self._rows() if self.record.pending else []
        except REFUSALS as error:
            problem = said(error)
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "waits": self.record.state == RecordState.WAITING,
            "rows": rows,
            "problem": problem,
            "edited": any(row.here is not None for row in rows),
            "open_rows": sum(not (row.applied or row.agreed) for row in rows),
            "like": [] if problem else self.like,
            "history": self.record.decisions.select_related("by"),
        }

    def _rows(self) -> list[Row]:
        after = self.found.scratch(self.lookups)
        before = self._accepted(type(after))
        here = self.record.page.specific if self.record.page else None
        here = here if type(here) is type(after) else None
        changed = [field for field in fields_of(type(after)) if not same(before, after, field)]
        return [self._row(field, before, after, here) for field in changed]

    def _accepted(self, model: type[PortalPage]) -> PortalPage:
        if self.record.accepted is None:
            return model()
        found = readable(self.record.source, self.record.kind, self.record.accepted)
        return found.scratch(self.lookups) if found.model is model else model()

    def _row(self, field: Field, before: PortalPage, after: PortalPage, here: PortalPage | None) -> Row:
        applied = field.name in self.record.applied.get("fields", {})
        mine = words(here, field) if here is not None else None
        agreed = mine == words(after, field)
        edited = here is not None and not applied and not agreed and mine != words(before, field)
        return Row(
            name=field.name, label=field.label, accepted=words(before, field), pending=words(after, field),
            html=_marked(before, after, field), here=mine if edited else None,
            here_html=_marked(before, here, field) if edited and here is not None else None,
            applied=applied, agreed=agreed and not applied,
        )  # fmt: skip


def _marked(old: PortalPage, new: PortalPage, field: Field) -> SafeString:
    pieces = [differences.pieces(page, field.name) for page in (old, new)]
    return differences.marked(*pieces) if words(old, field) != words(new, field) else SafeString("")
