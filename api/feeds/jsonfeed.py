"""A feed as JSON Feed 1.1: same records, ids and order as in Atom."""

import json
from typing import Any

from django.conf import settings

from api.feeds.entries import Entry
from api.feeds.frame import Frame
from portal.publication.events import rfc3339_utc

MEDIA_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def jsonfeed(frame: Frame) -> bytes:
    """The document as JSON Feed; `next_url` leads to older ones, `_tombstones` names what is gone."""
    links = dict(frame.links("json"))
    gone = [{"id": row.id, "when": rfc3339_utc(row.when), "reason": row.reason} for row in frame.document.tombstones]
    form: dict[str, Any] = {
        "version": VERSION,
        "title": frame.title,
        "home_page_url": frame.home,
        "feed_url": frame.own("json"),
        "language": "zh-CN",
        "authors": [{"name": settings.WAGTAIL_SITE_NAME, "url": f"{settings.PORTAL_BASE_URL}/"}],
        **({"hubs": [{"type": "WebSub", "url": frame.hub}]} if frame.hub else {}),
        **({"next_url": links["prev-archive"]} if "prev-archive" in links else {}),
        "_tombstones": {"about": "https://www.rfc-editor.org/rfc/rfc6721", "deleted": gone},
        "items": [_item(entry) for entry in frame.document.entries],
    }
    return json.dumps(form, ensure_ascii=False).encode()


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        **({"summary": entry.summary} if entry.summary else {}),
        "content_html": str(entry.html),
        "date_published": rfc3339_utc(entry.published),
        "date_modified": rfc3339_utc(entry.updated),
        "authors": [{"name": entry.author}],
        "tags": [category.code for category in entry.categories],
    }
