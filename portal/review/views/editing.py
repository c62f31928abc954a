"""Wagtail's editor of records: what may not be published is kept as a draft, with the list of what is missing."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView

from portal.pages.gate import GateRefused
from portal.publication.replay import Replay
from portal.publication.transaction import transaction
from portal.review.checklist import ChecklistSidePanel, tell
from portal.review.stale import parked


class KeepsWhatWasTyped:
    """A refused publication or approval is undone, and the same form is answered again as a plain save."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Wagtail's own answer, else that to the form without its publishing button."""
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        replay = Replay(request)
        try:
            with transaction():
                return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except GateRefused as refused:
            replay.rewind()
            return self._saved_instead(request, refused, *args, **kwargs)

    def _saved_instead(self, request: HttpRequest, refused: GateRefused, *args: Any, **kwargs: Any) -> HttpResponseBase:
        typed = request.POST.copy()
        for name in [name for name in typed if name.startswith("action-")]:
            del typed[name]
        request.POST = typed  # type: ignore[assignment]
        again = type(self)()
        again.setup(request, *args, **kwargs)  # type: ignore[attr-defined]
        response: HttpResponseBase = again.dispatch(request, *args, **kwargs)
        refused.page = again.page  # type: ignore[attr-defined]
        tell(request, refused, kept=True)
        return response

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's, and the list of what is missing."""
        panels = list(super().get_side_panels())  # type: ignore[misc]
        return MediaContainer([*panels, ChecklistSidePanel(self.page, self.request)])  # type: ignore[attr-defined]


class NotOnTopOfOthers:
    """Who saves on top of a newer draft is asked first: nothing of either is lost."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A save that began from an older draft is parked; autosave refuses by itself."""
        if self.is_out_of_date and not self.expects_json_response:  # type: ignore[attr-defined]
            return parked(self)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]


class RecordCreateView(KeepsWhatWasTyped, CreateView):
    """A new record."""


class RecordEditView(KeepsWhatWasTyped, NotOnTopOfOthers, EditView):
    """A record's draft."""


class RecordRevertView(KeepsWhatWasTyped, NotOnTopOfOthers, RevisionsRevertView):
    """An earlier draft, to begin from again."""
