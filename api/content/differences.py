"""What differs between two versions of a record, short enough to read: long texts by what surrounds the difference."""

import json
from os.path import commonprefix
from typing import Any

from portal.publication.addresses import MEMBERS, absolute
from portal.publication.rendering import changed_fields

# Bookkeeping of the log, and facts that only the clock's reckoning needs.
LEFT_OUT = frozenset({"version", "published_at", "updated_at", "validity_facts"})
# Longer values are shortened.
LONGEST = 400
AROUND, SHOWN = 40, 160
MOST_MEMBERS = 20
ELLIPSIS = "…"


def differences(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[dict[str, Any]]:
    """`[{field, old, new}]` of two detail forms; empty where there is nothing to compare (first version, redacted)."""
    if not old or not new:
        return []
    rows = [row for row in changed_fields(old, new) if row["field"] not in LEFT_OUT]
    return [{"field": row["field"], **_told(row["field"], row["old"], row["new"])} for row in rows]


def _told(field: str, old: Any, new: Any) -> dict[str, Any]:
    if field in MEMBERS:
        old, new = (absolute(value) if isinstance(value, str) else value for value in (old, new))
    before, after = _brief(old, new)
    return {"old": before, "new": after}


def _brief(old: Any, new: Any) -> tuple[Any, Any]:
    """The pair, each side without what both have if it is long."""
    if max(_length(old), _length(new)) <= LONGEST:
        return old, new
    if isinstance(old, str) and isinstance(new, str):
        begins = max(0, len(commonprefix([old, new])) - AROUND)
        return _excerpt(old, begins), _excerpt(new, begins)
    if isinstance(old, dict) and isinstance(new, dict):
        return _members_of(old, new)
    if isinstance(old, list) and isinstance(new, list):
        return _rows_of(old, new)
    return _cut(old), _cut(new)


def _members_of(old: dict[str, Any], new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The members that differ, and the id by which one knows what they belong to."""
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)][:MOST_MEMBERS]
    pairs = {name: _brief(old.get(name), new.get(name)) for name in names}
    known = {"id": old["id"]} if "id" in old and old["id"] == new.get("id") else {}
    return (
        {**known, **{name: pair[0] for name, pair in pairs.items()}},
        {**known, **{name: pair[1] for name, pair in pairs.items()}},
    )


def _rows_of(old: list[Any], new: list[Any]) -> tuple[list[Any], list[Any]]:
    """The rows that only one side has; those with the same id as pairs."""
    gone, come = ([row for row in rows if row not in others] for rows, others in ((old, new), (new, old)))
    before, after = [_cut(row) for row in gone], [_cut(row) for row in come]
    places = {row["id"]: place for place, row in enumerate(come) if isinstance(row, dict) and "id" in row}
    for place, row in enumerate(gone):
        if isinstance(row, dict) and (found := places.get(row.get("id"))) is not None:
            before[place], after[found] = _brief(row, come[found])
    return before[:MOST_MEMBERS], after[:MOST_MEMBERS]


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return _excerpt(value, 0)
    if isinstance(value, list):
        return [_cut(member) for member in value[:MOST_MEMBERS]]
    if isinstance(value, dict):
        return {name: _cut(member) for name, member in value.items()}
    return value


def _excerpt(text: str, begins: int) -> str:
    ends = begins + SHOWN
    return f"{ELLIPSIS if begins else ''}{text[begins:ends]}{ELLIPSIS if ends < len(text) else ''}"


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str) else len(json.dumps(value, ensure_ascii=False))
