"""Who points at a record among those public now: read with every request, never stored in a version."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from portal.publication.models import PublishedItem
from portal.publication.relations import referring_to
from portal.windows.clock import stamp

CURRENT = frozenset({"open", "closing_soon", "open_ended", "upcoming"})


def around(item: PublishedItem, form: dict[str, Any], at: dt.datetime) -> dict[str, list[dict[str, Any]]]:
    """The reverse relations that a kind's detail form shows, as short references."""
    own = [str(item.pk)]
    if item.kind == "policies":
        return {
            "interpretations": _references(referring_to(own, names=["policy"], kind="interpretations"), at),
            "policy_products": _references(referring_to(own, names=["policy"], kind="policy-products"), at),
        }
    if item.kind == "policy-products":
        schemes = [*own, *(member["id"] for member in form.get("members", ()) if member.get("id"))]
        calls = referring_to(schemes, names=["scheme", "product"], kind="notices")
        return {
            "packaged_in": _references(referring_to(own, names=["scheme"], kind="policy-products"), at),
            "current_notices": [call for call in _references(calls, at) if call["status"] in CURRENT],
            "interpretations": _references(referring_to(own, names=["scheme", "product"], kind="interpretations"), at),
        }
    if item.kind == "notices":
        return {"disclosures": _references(referring_to(own, names=["notice"], kind="disclosures"), at)}
    return {}


def _references(items: Iterable[PublishedItem], at: dt.datetime) -> list[dict[str, Any]]:
    return [
        {
            "id": str(item.pk),
            "title": item.title,
            "kind": item.kind,
            "url": item.path,
            "status": stamp(item.listing, at)["status"],
        }
        for item in items
    ]
