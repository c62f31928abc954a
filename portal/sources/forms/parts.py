"""Parts that several kinds share, out of a public detail form (API.md §3) into unsaved rows.

Ids of parts are derived from the other portal's, so that they stay the same at every visit and are nobody else's.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.importers.blocks import number_blocks, stable_id
from portal.importers.html import html_lines
from portal.importers.lines import Refused
from portal.importers.lookups import Lookups
from portal.importers.splitting import split
from portal.importers.stream import article_value, stream_value
from portal.pages.models import PortalPage

Form = dict[str, Any]


def text(form: Form, name: str, limit: int | None = None) -> str:
    """A member as text, "" for null. Raises Refused for anything else, and for what is too long."""
    value = form.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or "\x00" in value:
        raise Refused(f"{name}: text is wanted")
    if limit and len(value) > limit:
        raise Refused(f"{name}: {len(value)} characters, {limit} are possible")
    return value


def day(form: Form, name: str) -> dt.date | None:
    """A date-only fact; raises Refused for what is no date."""
    try:
        return dt.date.fromisoformat(found) if (found := text(form, name)) else None
    except ValueError:
        raise Refused(f"{name}: {found[:40]!r} is not a date") from None


def instant(form: Form, name: str) -> dt.datetime | None:
    """An instant with its offset; raises Refused for one without."""
    try:
        found = dt.datetime.fromisoformat(value) if (value := text(form, name)) else None
    except ValueError:
        raise Refused(f"{name}: {value[:40]!r} is not an instant") from None
    if found is not None and found.tzinfo is None:
        raise Refused(f"{name}: {value} has no time zone")
    return found


def number(form: Form, name: str) -> Decimal | None:
    """An amount or a rate."""
    value = form.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(f"{name}: a number is wanted")
    return Decimal(str(value))


def count(form: Form, name: str) -> int | None:
    """A whole number from 0 to 32,767."""
    value = number(form, name)
    if value is not None and not (value == int(value) and 0 <= value <= 32767):
        raise Refused(f"{name}: {value} is not a count")
    return None if value is None else int(value)


def yes_or_no(form: Form, name: str) -> bool | None:
    """True, false, or null where it is not known."""
    value = form.get(name)
    if value is not None and not isinstance(value, bool):
        raise Refused(f"{name}: true or false is wanted")
    return value


def member(form: Form, name: str) -> Form:
    """An object, {} for null."""
    value = form.get(name) or {}
    if not isinstance(value, dict):
        raise Refused(f"{name}: an object is wanted")
    return value


def members(form: Form, name: str) -> list[Form]:
    """A list of objects, [] for null."""
    value = form.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Refused(f"{name}: a list of objects is wanted")
    return value


def strings(form: Form, name: str) -> list[str]:
    """A list of texts, [] for null."""
    value = form.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refused(f"{name}: a list of texts is wanted")
    return value


def part_id(form: Form, part: Form) -> UUID:
    """The id here of a part that has one there."""
    return stable_id(str(form["id"]), str(part.get("id")))


def fill_common(page: PortalPage, form: Form, lookups: Lookups) -> None:
    """Title, summary, place and date."""
    page.title, page.summary = text(form, "title", 255), text(form, "summary")
    page.level = lookups.term("level", text(form, "level"))
    page.regions = lookups.terms("region", strings(form, "region"))
    page.policy_fields = lookups.terms("field", strings(form, "field"))
    page.published_on = day(form, "published_on")


def roles(model: type, form: Form, lookups: Lookups, *names: str) -> list[Any]:
    """Bodies by role; a receiving one with its place."""
    found: list[Any] = []
    for role in names:
        for one in members(member(form, "roles"), role):
            place = {name: text(one, name, 255) for name in ("window", "hours", "phone", "address")}
            region = lookups.term("region", text(one, "region"))
            body = lookups.body(text(one, "name", 255) or str(one.get("id")))
            found.append(model(role=role, organisation=body, region=region, sort_order=len(found), **place))
    return found


def attachments(model: type, form: Form, origin: str) -> list[Any]:
    """Files stay where they are: linked to, with the address made whole."""
    found = [(text(one, "name", 500), whole(text(one, "url", 900), origin)) for one in members(form, "attachments")]
    return [model(name=name or url[:500], url=url, sort_order=order) for order, (name, url) in enumerate(found) if url]


def whole(address: str, origin: str) -> str:
    """An address of the other portal with its host."""
    return f"{origin}{address}" if address.startswith("/") else address


def conditions(model: type, form: Form) -> list[Any]:
    """Conditions with ids that stay."""
    return [
        model(permanent_id=part_id(form, one), kind=text(one, "kind") or "apply", text=text(one, "text"), sort_order=n)
        for n, one in enumerate(members(form, "conditions"))
    ]


def materials(model: type, form: Form) -> list[Any]:
    """Materials without their blank forms, which lie there."""
    return [
        model(
            permanent_id=part_id(form, one),
            name=text(one, "name", 500),
            note=text(one, "note"),
            required=one.get("required") is not False,
            copies=count(one, "copies"),
            sort_order=order,
        )
        for order, one in enumerate(members(form, "materials"))
    ]


def contacts(model: type, form: Form) -> list[Any]:
    """Whom to ask."""
    names = ("name", "phone", "address", "hours")
    return [
        model(**{name: text(one, name, 255) for name in names}, sort_order=order)
        for order, one in enumerate(members(form, "contact"))
    ]


def windows(model: type, form: Form, rows: Iterable[Form]) -> list[Any]:
    """Windows as they hold there now: what happened to them is told by the dates that came of it."""
    return [_window(model, form, one, order) for order, one in enumerate(rows)]


def _window(model: type, form: Form, one: Form, order: int) -> Any:
    opens, closes = instant(one, "opens_at"), instant(one, "closes_at")
    for happening in members(one, "happenings"):
        kind, at, moved = happening.get("kind"), instant(happening, "at"), instant(happening, "closes_at")
        if kind == "opened":
            opens = at
        elif kind in ("extended", "reopened", "corrected"):
            opens, closes = instant(happening, "opens_at") or opens, moved or closes
        elif kind in ("quota_reached", "closed_early"):
            closes = at
    return model(
        permanent_id=part_id(form, one), purpose=text(one, "purpose") or "apply", opens_at=opens, closes_at=closes,
        open_ended=one.get("open_ended") is True and closes is None, text=text(one, "text", 500),
        milestones=members(one, "milestones"), sort_order=order,
    )  # fmt: skip


def document_text(form: Form, origin: str) -> list[dict[str, Any]]:
    """The text of a document, cut into clauses as an import's is."""
    lines = html_lines(text(form, "body_html"), origin)
    return stream_value(number_blocks(split(lines), str(form["id"])))


def article_text(form: Form, origin: str) -> list[dict[str, Any]]:
    """The text of a kind without clauses."""
    lines = html_lines(text(form, "body_html"), origin)
    return article_value(number_blocks(split(lines), str(form["id"])))
