"""`/i/{id}/versions/` and its feed."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.appearance.confining import elsewhere
from portal.publication.addresses import absolute
from portal.publication.models import PublishedItem
from portal.publication.xml import writable
from portal.records.versions import since, summary_of, versions_of

FRESH_SECONDS = 300


@require_safe
def versions(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Versions with their differences; `?since=` (version, day or instant) tells what changed from there to now."""
    item = get_object_or_404(PublishedItem, pk=item_id)
    if leads := _elsewhere(item, request):
        return leads
    now = timezone.now()
    asked = request.GET.get("since", "")
    context: dict[str, Any] = {
        "record": item,
        "versions": versions_of(item, now),
        "asked": asked,
        "since": since(item, asked, now) if asked.strip() else None,
        "today": timezone.localdate(now),
        "now": now,
    }
    return TemplateResponse(request, "items/versions.html", context)


@require_safe
def versions_feed(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Atom: an entry a version, newest first, in the portal's language."""
    item = get_object_or_404(PublishedItem, pk=item_id)
    if leads := _elsewhere(item, request):
        return leads
    with translation.override(settings.LANGUAGE_CODE):
        text = _feed(item, timezone.now())
    headers = {"Cache-Control": f"public, max-age={FRESH_SECONDS}"}
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8", headers=headers)


def _elsewhere(item: PublishedItem, request: HttpRequest) -> HttpResponseRedirect | None:
    """A withdrawn record's tombstone; the main site for what the site's fixed filter leaves out."""
    if not item.live:
        return HttpResponseRedirect(f"/i/{item.pk}")
    return elsewhere(item.pk, request)


def _feed(item: PublishedItem, now: dt.datetime) -> str:
    own = absolute(f"/i/{item.pk}/versions.atom")
    feed = Atom1Feed(
        title=_("%(title)s: versions") % {"title": writable(item.title)},
        link=absolute(item.path),
        description="",
        feed_url=own,
        language="zh-CN",
        author_name=settings.WAGTAIL_SITE_NAME,
        feed_guid=f"urn:uuid:{item.pk}",
    )
    for version in versions_of(item, now):
        feed.add_item(
            title=_("Version %(number)s") % {"number": version.n},
            link=absolute(f"/i/{item.pk}/versions/#v{version.n}"),
            description=writable(summary_of(version)),
            unique_id=f"{own}#v{version.n}",
            pubdate=version.published_at,
            updateddate=version.published_at,
        )
    return feed.writeString("utf-8")
