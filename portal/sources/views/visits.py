"""How a source stands: its visits, a visit now, a suspicious list confirmed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.jobs.models import Job
from portal.jobs.queue import enqueue
from portal.sources.access import KEEP_SOURCES, may_decide
from portal.sources.models import Source
from portal.sources.schedule import FETCH, visiting
from portal.sources.views.base import Screen
from portal.sources.visits import confirm_short

SHOWN = 50


class VisitsView(Screen):
    """The newest visits of a source, and the one that runs."""

    template_name = "sources_admin/visits.html"
    header_icon = "download"
    above = ("wagtailsnippets_sources_source:list", gettext_lazy("Sources"))

    def dispatch(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        """For who keeps the sources, and who decides about this one."""
        self.source = get_object_or_404(Source.objects.select_related("owner"), pk=pk)
        if not (request.user.has_perm(KEEP_SOURCES) or may_decide(request.user, self.source)):
            raise PermissionDenied
        return super().dispatch(request, **kwargs)

    def get_page_title(self) -> str:
        """The source's name."""
        return self.source.name

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Visit now, or believe a short list."""
        if request.POST.get("action") == "confirm":
            confirm_short(self.source)
            messages.success(request, _("At the next visit what the list lacks counts as vanished."))
        job = visiting(self.source) or enqueue(FETCH, user=request.user, source=self.source.pk)
        return redirect(f"{reverse('sources_visits', args=[self.source.pk])}?job={job.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The source, its visits, the job in work."""
        return {
            **super().get_context_data(**kwargs),
            "source": self.source,
            "visits": self.source.runs.all()[:SHOWN],
            "job": self._job(),
            "waiting": self.source.records.filter(state="waiting").count(),
            "records": self.source.records.count(),
            "may_edit": self.request.user.has_perm(KEEP_SOURCES),
        }

    def _job(self) -> Job | None:
        """The one just asked for; one that runs by itself belongs to nobody and is only named."""
        asked = Job.objects.filter(kind=FETCH, user=self.request.user.pk).order_by("-created_at")[:20]
        wanted = self.request.GET.get("job", "")
        return next((job for job in asked if str(job.pk) == wanted), None)
