"""What the screens of this app share."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.importers.run import RECORD_ERRORS, reason
from portal.pages.gate import GateRefused
from portal.pages.tree import NoListing
from portal.sources.access import sources_of
from portal.sources.deciding import Overtaken
from portal.sources.models import SourceRecord

# What a decision may meet; everything else is a defect.
REFUSALS = (Overtaken, PermissionDenied, ValidationError, GateRefused, NoListing, *RECORD_ERRORS)


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """A page of the back-office below one of the lists."""

    above: tuple[str, Any] = ("sources_queue", _("What sources bring"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this."""
        name, label = self.above
        return [
            *self.breadcrumbs_items,
            {"url": reverse(name), "label": label},
            {"url": "", "label": self.get_page_title()},
        ]


def own_record(request: HttpRequest, pk: int) -> SourceRecord:
    """A record of a source about which this person decides; raises Http404 for any other."""
    mine = SourceRecord.objects.select_related("source__owner", "page", "accepted_by")
    record = mine.filter(pk=pk, source__in=sources_of(request.user)).first()
    if record is None:
        raise Http404
    return record


def said(error: Exception) -> str:
    """A refusal in words for the person."""
    if isinstance(error, GateRefused):
        return " ".join(str(one.text) for one in error.missing)
    if isinstance(error, PermissionDenied | Overtaken | NoListing):
        return str(error)
    return " ".join(error.messages) if isinstance(error, ValidationError) else reason(error)
