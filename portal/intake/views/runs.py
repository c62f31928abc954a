"""A run over a list: its progress, its report by row, and after a dry one the way to the real one."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from openpyxl import Workbook
from wagtail.admin import messages

from portal.intake.models import ListRun, Upload
from portal.intake.outcomes import label_of_outcome
from portal.intake.views.base import FileView
from portal.intake.views.lists import list_kinds, may_publish, start
from portal.intake.views.permission import own_upload
from portal.jobs.models import State
from portal.pages.spreadsheets import download, harmless

SHOWN_ROWS = 200


def own_run(request: HttpRequest, run_id: UUID) -> ListRun:
    """A run over one's own upload. Raises Http404."""
    run = ListRun.objects.select_related("upload", "job").filter(pk=run_id).first()
    if run is None:
        raise Http404
    own_upload(request, run.upload_id)
    return run


class RunView(FileView):
    """Progress and report of a run; after a dry one, the way to the real one."""

    template_name = "intake_admin/run.html"
    header_icon = "table"

    def dispatch(self, request: HttpRequest, run_id: UUID, **kwargs: Any) -> HttpResponseBase:
        """One's own."""
        self.run = own_run(request, run_id)
        self.upload = self.run.upload
        return super().dispatch(request, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, files, the list, this run."""
        *above, file = super().get_breadcrumbs_items()
        name = _("Trial run") if self.run.dry else _("Run")
        the_list = file | {"url": reverse("intake_list", args=[self.upload.pk])}
        return [*above, the_list, {"url": "", "label": name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts in words, the rows that were refused first."""
        report = self.run.report
        rows = sorted(report.get("rows", ()), key=lambda row: (row[1] != "refused", row[0]))
        counts = [(label_of_outcome(name, dry=self.run.dry), many) for name, many in report.get("counts", {}).items()]
        return {
            **super().get_context_data(**kwargs),
            "run": self.run,
            "counts": counts,
            "rows": [(row[0], label_of_outcome(row[1], dry=self.run.dry), *row[2:]) for row in rows[:SHOWN_ROWS]],
            "more": max(0, len(rows) - SHOWN_ROWS),
            "may_publish": may_publish(self.request.user, self.run.kind),
            "usable": any(name in ("created", "changed") for name in report.get("counts", {})),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The real run, with the columns of the dry one; publishing only by who may."""
        if not (self.run.dry and self.run.report):
            return redirect("intake_run", self.run.pk)
        if self.run.kind not in list_kinds(request.user):
            raise PermissionDenied
        user: Any = request.user
        publish = "publish" in request.POST
        if publish and not may_publish(request.user, self.run.kind):
            raise PermissionDenied
        if known := self._under_way(publish):
            return redirect("intake_run", known.pk)
        real = ListRun(
            upload=self.run.upload, kind=self.run.kind, columns=self.run.columns, options=self.run.options,
            user=user, dry=False, publish=publish,
        )  # fmt: skip
        messages.success(request, _("The list is being taken over; this page tells how far it is."))
        return redirect("intake_run", start(real).pk)

    def _under_way(self, publish: bool) -> ListRun | None:
        """The real run that the same trial run led to already: a button pressed twice makes nothing twice."""
        Upload.objects.select_for_update().get(pk=self.run.upload_id)
        later = self.run.upload.runs.filter(dry=False, publish=publish, created_at__gte=self.run.created_at)
        return next(
            (
                run for run in later.filter(kind=self.run.kind).exclude(job__state=State.FAILED)
                if (run.columns, run.options) == (self.run.columns, self.run.options)
            ),
            None,
        )  # fmt: skip


@require_GET
def run_report(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The report by row as xlsx."""
    run = own_run(request, run_id)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Report"))
    sheet.append([_("Row"), _("What became of it"), _("Title"), _("Reason")])
    for number, outcome, title, why in run.report.get("rows", ()):
        sheet.append([number, label_of_outcome(outcome, dry=run.dry), harmless(title), harmless(why)])
    return download(book, f"report-{run.created_at:%Y%m%d-%H%M}.xlsx")
