"""`/i/{id}/graphic.png`: the picture of a published graphic, drawn once for each version."""

import os
import threading
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.graphics.poster import Poster, png
from portal.pages.paths import permalink
from portal.publication.models import PublishedItem, PublishedVersion

# Raise it when the drawing changes, and every picture is drawn anew.
LAYOUT = 1
FRESH_SECONDS = 300
# Drawing takes a second of a processor: one at a time, whoever asks.
_drawing = threading.Lock()


@require_safe
def graphic_picture(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """PNG, 1080 px wide; 404 for what is no public graphic."""
    item = get_object_or_404(PublishedItem, id=item_id, live=True, kind="interpretations")
    version = PublishedVersion.objects.filter(item=item, n=item.version).first()
    if not (version and version.detail and version.detail.get("graphic")):
        raise Http404
    path = _folder() / f"{item_id}-{item.version}-{LAYOUT}.png"
    if not path.exists():
        with _drawing:
            if not path.exists():
                _draw(path, version.detail)
    headers = {"Cache-Control": f"public, max-age={FRESH_SECONDS}"}
    return HttpResponse(path.read_bytes(), content_type="image/png", headers=headers)


def _draw(path: Path, detail: dict) -> None:
    """Put the finished picture in its place, and take away those of earlier versions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(png(poster_of(detail)))
    part.replace(path)
    for earlier in path.parent.glob(f"{detail['id']}-*.png"):
        if earlier != path:
            earlier.unlink(missing_ok=True)


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


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "graphics"
