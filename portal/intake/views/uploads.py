"""Giving files and seeing what became of them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django.views.generic.base import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.intake.kinds import label_of
from portal.intake.models import Upload, UploadState
from portal.intake.receiving import Received, read_again, receive
from portal.intake.views.permission import earlier_of, own_upload, require_kinds
from portal.jobs.models import State

# What the file chooser offers; what is given all the same is judged by its content.
ACCEPTED = ".docx,.pdf,.html,.htm,.txt,.xlsx,.csv"
SHOWN = 50
ASIDE = 10


class FilesView(WagtailAdminTemplateMixin, TemplateView):
    """The drop zone, and below it the files that wait for this person."""

    template_name = "intake_admin/files.html"
    page_title = gettext_lazy("New from a file")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only who may begin some kind of record."""
        self.kinds = require_kinds(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`uploads`, `kinds` to choose from, `kind` if the address names one."""
        user: Any = self.request.user
        uploads = list(waiting_for(user)[:SHOWN])
        return {
            **super().get_context_data(**kwargs),
            "uploads": uploads,
            "aside": Upload.objects.filter(user=user, state=UploadState.DROPPED).defer("reading")[:ASIDE],
            "reading": any(upload.state == UploadState.READING for upload in uploads),
            "kinds": {kind: label_of(kind) for kind in self.kinds},
            "kind": self._kind(self.request.GET.get("kind", "")),
            "accepted": ACCEPTED,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the files; one alone is opened at once."""
        files = request.FILES.getlist("files")
        if not files:
            messages.error(request, _("Choose a file first."))
            return self.get(request, *args, **kwargs)
        received = receive(user=request.user, files=files, kind=self._kind(request.POST.get("kind", "")))
        _say(request, received)
        opened = received.every()
        if len(opened) == 1 and not received.refused:
            return redirect(address_of(opened[0]))
        return redirect("intake")

    def _kind(self, given: str) -> str:
        return given if given in self.kinds else ""


def waiting_for(user: Any) -> QuerySet[Upload]:
    """This person's files, without the heavy columns, those put aside left out."""
    found = Upload.objects.filter(user=user).exclude(state=UploadState.DROPPED)
    return found.select_related("job", "page").defer("reading", "chosen")


def address_of(upload: Upload) -> str:
    """Where one goes on with it."""
    return reverse("intake_list" if upload.is_list else "intake_review", args=[upload.pk])


def has_failed(upload: Upload) -> bool:
    """Whether the reading broke off for a reason that is not the file's."""
    return upload.state == UploadState.READING and (upload.job is None or upload.job.state == State.FAILED)


def _say(request: HttpRequest, received: Received) -> None:
    for name, sentence in received.refused:
        messages.error(request, f"{name}: {sentence}")
    for upload in received.again:
        messages.warning(request, _("%(name)s waits for you already.") % {"name": upload.name})
    for upload in received.kept:
        if (earlier := earlier_of(request.user, upload)) and earlier.page:
            link = messages.button(reverse("wagtailadmin_pages:edit", args=[earlier.page_id]), earlier.page.title)
            told = _("%(name)s: a record was made from the same file before.")
            messages.warning(request, told % {"name": upload.name}, buttons=[link])


@require_POST
def change_kind(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """The file is of another kind than was thought: it is proposed anew."""
    upload = own_upload(request, upload_id)
    kind = request.POST.get("kind", "")
    if kind not in require_kinds(request):
        raise BadRequest(_("You may not begin records of this kind."))
    if kind != upload.kind:
        Upload.objects.filter(pk=upload.pk).update(kind=kind, chosen={})
    return redirect(address_of(upload))


@require_POST
def drop(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Put a file aside; a record that was made from it stays."""
    upload = own_upload(request, upload_id)
    Upload.objects.filter(pk=upload.pk).exclude(state=UploadState.MADE).update(state=UploadState.DROPPED)
    messages.success(request, _("%(name)s was put aside; below it can be taken back.") % {"name": upload.name})
    return redirect("intake")


@require_POST
def take_back(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Undo putting aside, or try a reading again that broke off."""
    upload = own_upload(request, upload_id)
    if upload.state == UploadState.DROPPED or has_failed(upload):
        if upload.reading:
            Upload.objects.filter(pk=upload.pk).update(state=UploadState.READY)
        else:
            read_again(upload)
    return redirect(address_of(upload))


@require_GET
def original(request: HttpRequest, upload_id: UUID) -> FileResponse:
    """The file as it was given, always as a download: it is the person's own, not to be run in the portal's name."""
    upload = own_upload(request, upload_id)
    return FileResponse(
        upload.file.open("rb"), as_attachment=True, filename=upload.name, content_type="application/octet-stream"
    )
