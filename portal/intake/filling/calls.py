"""Calls: one item with its window, conditions and materials one by one."""

from typing import Any

from portal.importers.lookups import Lookups
from portal.intake.filling.attached import contacts, fill_common, instant, roles
from portal.policies.choices import ItemPurpose, Mode
from portal.policies.models import (
    ApplicationNotice,
    CallItem,
    CallWindow,
    NoticeCondition,
    NoticeContact,
    NoticeMaterial,
    NoticeRole,
)
from portal.windows.models import Purpose

ITEM_NAME, WINDOW_TEXT = 500, 500
# Who issues a call is the department in charge of it (S 7.4.2.4).
ROLES = {"issuing": "competent", "competent": "competent", "receiving": "receiving"}


def fill_notice(page: ApplicationNotice, chosen: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """All facts of a call."""
    lookups = Lookups()
    fill_common(page, chosen, lookups)
    for name in ("doc_number", "batch", "time_text", "method", "apply_url"):
        setattr(page, name, chosen.get(name) or "")
    page.programme_year = chosen.get("programme_year") or None
    page.conditions = [
        NoticeCondition(text=text, sort_order=order) for order, text in enumerate(chosen.get("conditions") or [])
    ]
    page.materials = [_material(one, order) for order, one in enumerate(chosen.get("materials") or [])]
    page.roles = roles(NoticeRole, chosen, lookups, ROLES)
    page.contacts = contacts(NoticeContact, chosen)
    page.items = [_item(page, chosen)]


def _material(one: dict[str, Any], order: int) -> NoticeMaterial:
    return NoticeMaterial(
        name=one.get("name") or "",
        note=one.get("note") or "",
        required=one.get("required", True),
        copies=one.get("copies") or None,
        sort_order=order,
    )


def _item(page: ApplicationNotice, chosen: dict[str, Any]) -> CallItem:
    """One item of the call's name; the clerk divides it where the call has several."""
    item = CallItem(
        name=page.title[:ITEM_NAME],
        purpose=chosen.get("purpose") or ItemPurpose.APPLICATION,
        mode=chosen.get("mode") or Mode.APPLY,
    )
    window = _window(chosen, item.purpose)
    if window and item.mode != Mode.AUTOMATIC:
        item.windows = [window]
    return item


def _window(chosen: dict[str, Any], purpose: str) -> CallWindow | None:
    """Known by its dates or, where the end is not stated, only in words: a beginning alone is no window."""
    opens, closes = instant(chosen.get("opens_at")), instant(chosen.get("closes_at"))
    open_ended = bool(chosen.get("open_ended")) and not closes
    text = (chosen.get("time_text") or "")[:WINDOW_TEXT]
    if not (closes or open_ended or text):
        return None
    return CallWindow(
        purpose=Purpose.CLAIM if purpose == ItemPurpose.CLAIM else Purpose.APPLY,
        opens_at=opens if closes or open_ended else None,
        closes_at=closes,
        open_ended=open_ended,
        text=text,
    )
