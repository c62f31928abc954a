"""The button that releases, and the one that asks again for a PDF that could not be made."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from portal.jobs.models import Job
from portal.policies.models import Compilation
from portal.printing.models import Release
from portal.printing.releases import ask_for_pdf, release


@require_POST
def release_compilation(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze what is public and ask for the PDF."""
    page = _allowed(request, pk)
    try:
        made = release(page, user=request.user, edition=request.POST.get("edition", "").strip())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(edition)s is released; its PDF is being made.") % {"edition": made.edition})
    return redirect("printing_compose", pk=pk)


@require_POST
def make_again(request: HttpRequest, pk: int, release_id: int) -> HttpResponse:
    """Another attempt at a PDF that failed."""
    page = _allowed(request, pk)
    made = get_object_or_404(Release, pk=release_id, compilation=page.permanent_id)
    running = made.job and Job.objects.filter(pk=made.job).exclude(state__in=("done", "failed")).exists()
    if not made.file and not running:
        ask_for_pdf(made, request.user)
    return redirect("printing_compose", pk=pk)


def _allowed(request: HttpRequest, pk: int) -> Compilation:
    page = get_object_or_404(Compilation, pk=pk)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return page
