"""The queue: what waits for a decision, by source and kind; several accepted at once."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.jobs.models import Job
from portal.jobs.queue import enqueue
from portal.publication.kinds import KINDS
from portal.sources.access import KEEP_SOURCES, sources_of
from portal.sources.models import RecordState, SourceRecord
from portal.sources.views.base import Screen

PER_PAGE = 50
ACCEPT = "sources.accept"


class QueueView(Screen):
    """Pending records, the newest first; `?show=gone` lists those that vanished and are asked about."""

    template_name = "sources_admin/queue.html"
    page_title = gettext_lazy("What sources bring")
    header_icon = "tasks"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who decide about some source, and those who keep them."""
        self.sources = sources_of(request.user)
        if not (self.sources.exists() or request.user.has_perm(KEEP_SOURCES)):
            raise PermissionDenied
        self.gone = request.GET.get("show") == "gone"
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept the chosen ones, in a job."""
        chosen = [value.partition(":") for value in request.POST.getlist("record")[: 10 * PER_PAGE]]
        mine = {str(pk): pk for pk in self._records(gone=False).values_list("pk", flat=True)}
        records = [[mine[pk], digest] for pk, _colon, digest in chosen if pk in mine]
        if not records:
            messages.error(request, _("Choose at least one record."))
            return redirect(request.get_full_path())
        job = enqueue(ACCEPT, user=request.user, records=records)
        return redirect(f"{reverse('sources_queue')}?{urlencode({**self._chosen(), 'job': job.pk})}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page of records, counts by source and kind, a job that was just asked for."""
        found = self._records(gone=self.gone)
        rows = self._filtered(found).select_related("source", "page")
        return {
            **super().get_context_data(**kwargs),
            "records": Paginator(rows.defer("accepted", "pending"), PER_PAGE).get_page(self.request.GET.get("p")),
            "gone": self.gone,
            "chosen": self._chosen(),
            "by_source": found.order_by().values("source", "source__name").annotate(count=Count("pk")),
            "by_kind": [
                {**row, "label": KINDS[row["kind"]].label}
                for row in found.order_by().values("kind").annotate(count=Count("pk"))
                if row["kind"] in KINDS
            ],
            "waiting": self._records(gone=False).count(),
            "asked": self._records(gone=True).count(),
            "job": self._job(),
        }

    def _records(self, *, gone: bool) -> QuerySet[SourceRecord]:
        mine = SourceRecord.objects.filter(source__in=self.sources)
        return mine.filter(asked_at__isnull=False) if gone else mine.filter(state=RecordState.WAITING)

    def _chosen(self) -> dict[str, str]:
        return {name: value for name in ("source", "kind") if (value := self.request.GET.get(name, ""))}

    def _filtered(self, records: QuerySet[SourceRecord]) -> QuerySet[SourceRecord]:
        chosen = self._chosen()
        if "source" in chosen:
            records = records.filter(source__in=[one.pk for one in self.sources if str(one.pk) == chosen["source"]])
        return records.filter(kind=chosen["kind"]) if "kind" in chosen else records

    def _job(self) -> Job | None:
        job_id = self.request.GET.get("job", "")
        mine = Job.objects.filter(kind=ACCEPT, user=self.request.user.pk)
        return next((job for job in mine if str(job.pk) == job_id), None)
