"""A record's page, made of the log alone: Wagtail's tree is asked only for what the log does not show."""

import datetime as dt
from functools import cache
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import re_path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe
from wagtail.views import serve

from portal.appearance.confining import elsewhere
from portal.home.models import HomePage
from portal.pages.context import context_of
from portal.pages.models import PortalPage
from portal.pages.own_records import record_models
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedVersion


@require_safe
def record_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page of a public record at its address; drafts, restricted and moved ones are Wagtail's to answer."""
    found = _published(quote(f"/{path}")) if _shows_records(request) else None
    if found is None:
        answer: HttpResponseBase = serve(request, path)
        return answer
    form, came_at, subtype = found
    if leads := elsewhere(UUID(form["id"]), request):
        return leads
    model = _models()[form["kind"], subtype]
    context: dict[str, Any] = context_of(model, form, timezone.now(), came_at)
    # Only a video and a graphic are not in the form.
    context["page"] = SimpleLazyObject(lambda: model.objects.get(permanent_id=form["id"]))
    return TemplateResponse(request, model.template, context)


def _published(path: str) -> tuple[dict[str, Any], dt.datetime, str] | None:
    """Of the record that stands there now: its current detail form, when it was first public, its subtype."""
    here = PublishedVersion.objects.filter(item__paths__path=path, item__path=path, item__live=True)
    rows = here.values_list("detail", "item__published_at", "item__subtype")
    found: tuple[Any, dt.datetime, str] | None = rows.filter(n=F("item__version"), detail__isnull=False).first()
    return found


def _shows_records(request: HttpRequest) -> bool:
    """Whether the records stand below the root of the request's site, as their addresses say."""
    site = request.presentation.site  # type: ignore[attr-defined]
    return site is not None and site.root_page.specific_class is HomePage


@cache
def _models() -> dict[tuple[str, str], type[PortalPage]]:
    return {(model.kind, model.subtype): model for model in record_models()}


urlpatterns = [re_path(rf"^(?P<path>(?:{'|'.join(KINDS)})/[\w\-]+/)$", record_page, name="record")]
