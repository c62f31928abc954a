"""What the gate refuses in the back-office is said there, whichever screen it came from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.models import Page

from portal.pages.gate import GateRefused
from portal.review.checklist import tell


class GateMiddleware:
    """Turns GateRefused, after its transaction was rolled back, into a message above the page's editor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before or after."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The editor of the page, or the list where there is no page; a dialogue is told to go there."""
        if not isinstance(exception, GateRefused) or not request.user.is_authenticated:
            return None
        tell(request, exception, kept=False)
        url = place_of(exception.page)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            answer: HttpResponse = render_modal_workflow(
                request, "", None, {}, json_data={"step": "success", "redirect": url}
            )
            return answer
        return redirect(url)


def place_of(page: Page) -> str:
    """Where one goes on: the page's editor; a page that was rolled back, too, has none."""
    if page.pk and Page.objects.filter(pk=page.pk).exists():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("wagtailadmin_explore_root")
