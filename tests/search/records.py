"""Public records without pages: what search reads is the log, so tests write the log directly."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from portal.pages.codes import codes_of
from portal.publication.models import PublishedItem
from portal.publication.record import record, withdraw
from portal.publication.rendering import Rendering
from portal.publication.transaction import transaction
from portal.windows.clock import boundaries_of, spans_of, stamp
from portal.windows.instants import rfc3339

RANKS = {"country": 6, "province": 5, "city": 4, "district": 3, "town": 2, "park": 1}


@dataclass
class Record:
    """A publishable made of a detail form."""

    permanent_id: UUID
    detail: dict[str, Any]
    number: str = ""
    subtype: str = ""

    def rendering(self) -> Rendering:
        detail, date = self.detail, self.detail.get("issued_on") or self.detail.get("published_on")
        return Rendering(
            self.permanent_id, detail["kind"], self.subtype, detail["title"], self.number, detail["url"],
            dt.date.fromisoformat(date) if date else None, RANKS.get(detail.get("level") or "", 9),
            detail, codes_of(detail), spans_of(detail), boundaries_of(detail), stamp,
        )  # fmt: skip

    def dependents(self) -> tuple[()]:
        return ()


def window(opens: dt.datetime | None = None, closes: dt.datetime | None = None, **given: Any) -> dict[str, Any]:
    """A window as forms hold it."""
    return {
        "id": str(uuid4()),
        "purpose": "apply",
        "opens_at": rfc3339(opens) if opens else None,
        "closes_at": rfc3339(closes) if closes else None,
        "open_ended": False,
        "text": None,
        "milestones": [],
        "happenings": [],
        **given,
    }


def call_item(*windows: dict[str, Any], purpose: str = "application") -> dict[str, Any]:
    """One item of a call."""
    return {
        "id": str(uuid4()), "name": "申报", "scheme": None, "purpose": purpose, "mode": "apply",
        "windows": list(windows),
    }  # fmt: skip


def publish(kind: str = "policies", title: str = "关于支持企业创新发展的若干措施", **given: Any) -> PublishedItem:
    """Publish one record and return its row; `number` is in normal form, other keywords are members of the detail."""
    item_id = given.pop("id", None) or uuid4()
    number, subtype = given.pop("number", ""), given.pop("subtype", "")
    detail = {
        "id": str(item_id), "kind": kind, "title": title, "summary": None, "level": None, "region": [], "field": [],
        "published_on": None, "url": f"/{kind}/{item_id}/", **given,
    }  # fmt: skip
    if kind == "policies":
        detail.setdefault("validity_facts", {})
    with transaction():
        record(Record(item_id, detail, number, subtype))
    return PublishedItem.objects.get(pk=item_id)


def remove(item: PublishedItem, reason: str = "unspecified") -> None:
    """Withdraw a record."""
    with transaction():
        withdraw(item.pk, reason=reason)
