"""What all kinds share: plain values, place, bodies, attachments, contacts."""

import datetime as dt
from typing import Any

from portal.disclosures.models import DisclosureAttachment
from portal.importers.lookups import Lookups
from portal.pages.models import PortalPage
from portal.pages.parts import Attachment, Contact, Role
from portal.policies.models import DocumentAttachment, InterpretationAttachment, NoticeAttachment
from portal.windows.instants import parse_instant

ATTACHMENTS: dict[str, type[Attachment]] = {
    "policies": DocumentAttachment,
    "notices": NoticeAttachment,
    "disclosures": DisclosureAttachment,
    "interpretations": InterpretationAttachment,
}


def day(value: Any) -> dt.date | None:
    """A day given as such or in ISO form; None for nothing."""
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value) if value else None


def instant(value: Any) -> dt.datetime | None:
    """A zoned instant given as such or in RFC 3339; None for nothing."""
    return value if isinstance(value, dt.datetime) else parse_instant(value) if value else None


def fill_common(page: PortalPage, chosen: dict[str, Any], lookups: Lookups) -> None:
    """Title, source, publication, place and attachments."""
    page.title = chosen.get("title") or ""
    page.source_url = chosen.get("source_url") or ""
    page.published_on = day(chosen.get("published_on"))
    page.level = lookups.term("level", chosen.get("level"))
    page.regions = lookups.terms("region", list(chosen.get("regions") or []))
    named = [one for one in chosen.get("attachments") or [] if one.get("url")]
    model = ATTACHMENTS[page.kind]
    page.attachments = [
        model(name=one.get("name") or one["url"], url=one["url"], sort_order=order) for order, one in enumerate(named)
    ]


def roles(model: type[Role], chosen: dict[str, Any], lookups: Lookups, names: dict[str, str]) -> list[Role]:
    """Bodies by what they do; `names` maps a chosen field to the role. Unknown bodies are made, as an import does."""
    found: list[Role] = []
    for field, role in names.items():
        for name in chosen.get(field) or []:
            if name.strip():
                found.append(model(role=role, organisation=lookups.body(name), sort_order=len(found)))
    return found


def contacts(model: type[Contact], chosen: dict[str, Any]) -> list[Contact]:
    """Contacts in order."""
    parts = ("name", "phone", "address", "hours")
    rows = [{part: str(one.get(part) or "") for part in parts} for one in chosen.get("contacts") or []]
    return [model(sort_order=order, **row) for order, row in enumerate(rows)]
