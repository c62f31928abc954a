"""The screen on which a compilation is composed, and the search that fills it."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.jobs.models import Job
from portal.policies.models import Compilation
from portal.printing.back_office.candidates import FACETS, candidates, choices
from portal.printing.back_office.rows import parse, put, rows_of
from portal.printing.models import Release

LONGEST_QUERY = 100


class ComposeView(WagtailAdminTemplateMixin, TemplateView):
    """Rows on one side, search on the other; what is saved is a draft."""

    template_name = "printing_admin/compose.html"
    page_title = gettext_lazy("Compose")
    header_icon = "list-ul"
    sent: str | None = None
    form: Any = None
    stored: Compilation
    page: Compilation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may edit the compilation."""
        self.stored = get_object_or_404(Compilation, pk=kwargs["pk"])
        if not self.stored.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.page = self.stored.get_latest_revision_as_object()
        self.panel = ObjectList([FieldPanel("edition"), FieldPanel("foreword")]).bind_to_model(Compilation)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the draft; what could not be saved stays on the screen."""
        self.sent = request.POST.get("entries", "")
        self.form = self._form(request.POST)
        try:
            self._save(request)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.get(request, *args, **kwargs)
        messages.success(request, _("The draft is saved. Publish it to be able to release it."))
        return redirect("printing_compose", pk=self.page.pk)

    def _save(self, request: HttpRequest) -> None:
        if self.page.permissions_for_user(request.user).page_locked():
            raise ValidationError(_("The page is locked; nothing was saved."))
        if request.POST.get("revision", "") != self._revision():
            raise ValidationError(
                _("Somebody else saved meanwhile. Your list is still here; look at theirs in another window.")
            )
        if not self.form.is_valid():
            raise ValidationError(_("Look at the marked fields."))
        page = self.form.save(commit=False)
        put(parse(self.sent or ""), page)
        page.save_revision(user=request.user, log_action=True)

    def _form(self, sent: Any = None) -> Any:
        return self.panel.get_form_class()(sent, instance=self.page, for_user=self.request.user)

    def _revision(self) -> str:
        return str(self.stored.latest_revision_id or "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`rows` for the script; `releases` with the job that makes each one's PDF."""
        form = self.form or self._form()
        panel = self.panel.get_bound_panel(instance=self.page, request=self.request, form=form)
        return {
            **super().get_context_data(**kwargs),
            "compilation": self.page, "panel": panel, "form": form, "media": panel.media + form.media,
            "rows": self._rows(), "choices": choices(), "revision": self._revision(),
            "releases": with_jobs(self.page),
            "releasable": self.page.permissions_for_user(self.request.user).can_publish(),
        }  # fmt: skip

    def _rows(self) -> Any:
        """What was sent and not saved, else the draft's."""
        try:
            sent = json.loads(self.sent) if self.sent else None
        except (ValueError, RecursionError):
            sent = None
        return sent if isinstance(sent, list) else rows_of(self.page)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the page's editor."""
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.stored.pk]),
                "label": self.stored.get_admin_display_title(),
            },
            {"url": "", "label": self.page_title},
        ]


def with_jobs(page: Compilation) -> list[dict[str, Any]]:
    """The page's releases, newest first, each with its job or None."""
    releases = list(Release.objects.filter(compilation=page.permanent_id))
    jobs = Job.objects.in_bulk([release.job for release in releases if release.job])
    return [{"release": release, "job": jobs.get(release.job)} for release in releases]


def found(request: HttpRequest) -> JsonResponse:
    """`{rows, total}` for the search beside the list."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    asked = request.GET
    facets = {name: asked.get(name, "")[:64] for name in FACETS}
    rows, total = candidates(q=asked.get("q", "")[:LONGEST_QUERY], kind=asked.get("kind", ""), facets=facets)
    return JsonResponse({"rows": rows, "total": total}, headers={"Cache-Control": "no-store"})
