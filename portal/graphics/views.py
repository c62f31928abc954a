"""`/i/{id}/graphic.png`: the picture of a published graphic, drawn once for each version."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.graphics.pictures import Pictures
from portal.graphics.poster import Poster, png
from portal.pages.paths import permalink
from portal.publication.models import PublishedItem, PublishedVersion

# Raise it when the drawing changes, and every picture is drawn anew.
LAYOUT = 1
PICTURES = Pictures("graphics")


@require_safe
def graphic_picture(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """PNG, 1080 px wide; 404 for what is no public graphic."""
    item = get_object_or_404(PublishedItem, id=item_id, kind="interpretations")
    version = PublishedVersion.objects.filter(item=item, n=item.version).first()
    if not (item.live and version and version.detail and version.detail.get("graphic")):
        PICTURES.take_away(item_id)
        raise Http404
    detail = version.detail
    return PICTURES.answer(item_id, f"{item.version}-{LAYOUT}", lambda: png(poster_of(detail)))


def poster_of(detail: dict) -> Poster:
    """What stands on the picture, in the portal's language whoever asks first."""
    with translation.override(settings.LANGUAGE_CODE):
        whose = detail["owner"]["name"] if detail["owner"] else (detail["source"] or {}).get("name") or ""
        return Poster(
            kind=_("Policy in pictures"),
            title=detail["title"],
            whose="　".join(part for part in (whose, detail["published_on"]) if part),
            parts=detail["graphic"],
            site=settings.WAGTAIL_SITE_NAME,
            invitation=_("Scan for the full text and where it stands now"),
            address=settings.PORTAL_BASE_URL + permalink(detail["id"]),
        )
