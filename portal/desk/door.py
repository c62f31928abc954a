"""What Wagtail's own screens would tell of other departments' records although it may not be done."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied
from wagtail.models import Page

from portal.pages.own_records import foreign, own_pages, withheld

BULK = "wagtail_bulk_action"
# Arguments of back-office addresses that are a page's id, in Wagtail's screens and in ours.
PAGE_ARGUMENTS = ("page_id", "page_to_move_id", "parent_page_id", "destination_id")
# Views whose `pk` is a page's; of others it is a collection's, a workflow's.
PAGES_BY_PK = ("breakdown",)
# The last page edited of each type, whoever's it is.
CLOSED = frozenset({"wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:page_types_usage_results"})


def own_records_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view of the back-office."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.user.is_authenticated and not request.user.is_superuser:
            if name in CLOSED:
                return permission_denied(request)
            if _is_hidden(request, name, kwargs):
                return permission_denied(request)
            if name == BULK and _is_page(kwargs) and not _leave_own(request):
                return permission_denied(request)
        return view(request, *args, **kwargs)

    return wrapped


def _is_hidden(request: HttpRequest, view_name: str, kwargs: dict[str, Any]) -> bool:
    """Whether the address names a page that the user may neither work on nor read in public."""
    names = (*PAGE_ARGUMENTS, "pk") if view_name.startswith(PAGES_BY_PK) else PAGE_ARGUMENTS
    named = {kwargs[name] for name in names if isinstance(kwargs.get(name), int)}
    if not named:
        return False
    hidden = foreign(request.user) & (Q(live=False) | withheld())
    return bool(Page.objects.filter(hidden, pk__in=named).exists())


def _is_page(kwargs: dict[str, Any]) -> bool:
    try:
        return issubclass(apps.get_model(kwargs["app_label"], kwargs["model_name"]), Page)
    except LookupError:
        return False


def _leave_own(request: HttpRequest) -> bool:
    """Take other departments' pages out of what was chosen; returns whether anything is left."""
    given = request.GET.getlist("id")
    pages = Page.objects.filter(pk__in=[one for one in given if one.isdecimal()])
    if "all" in given:
        parent = Page.objects.filter(pk=request.GET["childOf"]) if request.GET.get("childOf", "").isdecimal() else None
        pages = Page.objects.child_of(parent.get()) if parent else Page.objects.none()
    own = [str(pk) for pk in own_pages(request.user, pages).values_list("pk", flat=True)]
    chosen = request.GET.copy()
    chosen.setlist("id", own)
    request.GET = chosen  # type: ignore[assignment]
    return bool(own)
