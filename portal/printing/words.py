"""Values of stored forms as words for paper: days, instants, sums, bodies, contacts. Times are Asia/Shanghai."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from portal.taxonomy import vocabulary
from portal.windows.instants import SHANGHAI, parse_instant

Row = dict[str, Any]


def given(text: str | None) -> tuple[str, ...]:
    """The lines of a text that is stated."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def listed(words: list[str]) -> tuple[str, ...]:
    """Several words as one line; nothing for none."""
    return (_(", ").join(words),) if words else ()


def choice(choices: Any, code: str | None) -> tuple[str, ...]:
    """The label of a stored code; what is unknown is its own word."""
    if not code:
        return ()
    return (str(choices(code).label) if code in choices.values else code,)


def labels(codes: Row, *schemes: str) -> list[str]:
    """Labels of the codes that stand under the names of their vocabularies."""
    return [vocabulary.label(scheme, code) for scheme in schemes for code in codes.get(scheme) or ()]


def day(text: str) -> str:
    """An ISO day."""
    found = dt.date.fromisoformat(text[:10])
    return _("%(year)d-%(month)02d-%(day)02d") % {"year": found.year, "month": found.month, "day": found.day}


def instant(text: str, *, end: bool = False) -> str:
    """An RFC 3339 instant to the minute; midnight as an end is 24:00 of the day before."""
    local = parse_instant(text).astimezone(SHANGHAI)
    if end and local.time() == dt.time():
        return f"{day((local.date() - dt.timedelta(days=1)).isoformat())} 24:00"
    return f"{day(local.date().isoformat())} {local:%H:%M}"


def span(start: str | None, end: str | None) -> str:
    """From – to; "" where neither is known."""
    if not (start or end):
        return ""
    return f"{instant(start) if start else ''} – {instant(end, end=True) if end else ''}".strip()


def period(holder: Row, name: str) -> str:
    """The window that decides of a stamped call item or activity, with its status where that matters on paper."""
    told = span(holder.get("opens_at"), holder.get("closes_at"))
    if holder.get("status") == "open_ended":
        told = _("open all the time")
    if holder.get("status") == "suspended":
        told = f"{told} ({_('suspended')})"
    told = told or _("to be announced")
    return f"{told}（{name}）" if name else told


def document(row: Row) -> str:
    """A document as it is cited: 《title》 (number)."""
    title = f"《{row['title'].strip('《》')}》" if row.get("title") else ""
    return (
        f"{title}（{row['doc_number']}）" if title and row.get("doc_number") else title or row.get("doc_number") or ""
    )


def bodies(detail: Row, role: str) -> list[Row]:
    """The bodies of one role."""
    return list((detail.get("roles") or {}).get(role) or ())


def names(detail: Row, role: str) -> tuple[str, ...]:
    """Their names as one line."""
    return listed([body["name"] for body in bodies(detail, role)])


def place(body: Row) -> str:
    """A receiving body with where and when to go."""
    return " ".join(filter(None, (body["name"], *(body.get(key) for key in ("window", "address", "phone", "hours")))))


def contact(row: Row) -> str:
    """Whom to ask: name, telephone, address, hours."""
    return " ".join(filter(None, (row.get(key) for key in ("name", "phone", "address", "hours"))))


def material(row: Row) -> str:
    """A material with its note and number of copies."""
    copies = _("%(copies)s copies") % {"copies": row["copies"]} if row.get("copies") else ""
    optional = "" if row.get("required", True) else _("if applicable")
    beside = _(", ").join(filter(None, (copies, optional, row.get("note"))))
    return f"{row['name']}（{beside}）" if beside else row["name"]
