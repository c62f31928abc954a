"""One record as the public reads it now, or what remains of a withdrawn one."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import Http404

from api.content.relations import around
from api.errors import Refusal
from api.links import with_absolute_addresses
from portal.publication.models import PublishedItem, PublishedVersion
from portal.publication.redaction import REDACTING
from portal.windows.clock import stamp
from portal.windows.instants import rfc3339


def live(kind: str, item_id: UUID) -> PublishedItem:
    """The public record of that kind and id; Http404 where there never was one, Refusal (410) for a withdrawn one."""
    item = PublishedItem.objects.filter(pk=item_id, kind=kind).first()
    if item is None:
        raise Http404
    if not item.live:
        raise Refusal("gone", members=tombstone(item), headers={"Cache-Control": "public, max-age=0"})
    return item


def detail(kind: str, item_id: UUID, at: dt.datetime) -> dict[str, Any]:
    """The detail form as at an instant, with who points at it."""
    item = live(kind, item_id)
    stored: dict[str, Any] = (
        PublishedVersion.objects.values_list("detail", flat=True).get(item=item, n=item.version) or {}
    )
    form = stamp(stored, at)
    return with_absolute_addresses({**form, **around(item, form, at)})


def tombstone(item: PublishedItem) -> dict[str, Any]:
    """The members of the 410 body (API.md §3)."""
    return {
        "title": None if item.reason in REDACTING else item.title or None,
        "id": str(item.pk),
        "kind": item.kind,
        "reason": item.reason or "unspecified",
        "successor": str(item.successor) if item.successor else None,
        "withdrawn_at": rfc3339(item.withdrawn_at) if item.withdrawn_at else None,
    }
