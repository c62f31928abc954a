"""What stands in the form: typed words stay, a new proposal only replaces what an earlier one had filled in."""

from typing import Any

from django.http import QueryDict

from portal.breakdown.proposing import Proposal

CONDITIONS, ROLES = "conditions", "roles"
ROW_NAMES = {CONDITIONS: ("kind", "text"), ROLES: ("role", "organisation")}
# Without this a row has no words and is left out.
ESSENTIAL = {CONDITIONS: "text", ROLES: "organisation"}
MOST_ROWS = {CONDITIONS: 60, ROLES: 20}


def blank(**values: str) -> QueryDict:
    """The form of a new scheme, one empty row each."""
    data = QueryDict(mutable=True)
    data.update(values)
    for prefix in ROW_NAMES:
        _set_rows(data, prefix, [{}])
    return data


def rows_of(data: QueryDict, prefix: str) -> list[dict[str, str]]:
    """The rows that were sent, as text."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "0")
    count = min(int(total), MOST_ROWS[prefix]) if total.isascii() and total.isdigit() else 0
    return [{name: data.get(f"{prefix}-{order}-{name}", "") for name in ROW_NAMES[prefix]} for order in range(count)]


def with_row(data: QueryDict, prefix: str) -> QueryDict:
    """The same with an empty row more."""
    longer = data.copy()
    _set_rows(longer, prefix, [*rows_of(data, prefix), {}])
    return longer


def repaired(data: QueryDict) -> QueryDict:
    """The same with counts of rows that can be read, whatever was sent."""
    sound = data.copy()
    for prefix in ROW_NAMES:
        _set_rows(sound, prefix, rows_of(data, prefix) or [{}])
    return sound


def filled(data: QueryDict, proposal: Proposal, earlier: Proposal) -> QueryDict:
    """The same with `proposal` in fields that are empty or still hold what `earlier` had proposed."""
    new = data.copy()
    for name in {*proposal.values, *earlier.values}:
        here = data.getlist(name)
        if not any(here) or here == _listed(earlier.values.get(name)):
            new.setlist(name, _listed(proposal.values.get(name)))
    for prefix, proposed, before in (
        (CONDITIONS, proposal.conditions, earlier.conditions),
        (ROLES, proposal.roles, earlier.roles),
    ):
        kept = [row for row in rows_of(data, prefix) if row[ESSENTIAL[prefix]].strip() and row not in before]
        words = {row[ESSENTIAL[prefix]] for row in kept}
        added = [row for row in proposed if row[ESSENTIAL[prefix]] not in words]
        _set_rows(new, prefix, [*kept, *added] or [{}])
    return new


def _listed(value: Any) -> list[str]:
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, list) else [str(value)]


def _set_rows(data: QueryDict, prefix: str, rows: list[dict[str, str]]) -> None:
    for order, row in enumerate(rows):
        for name in ROW_NAMES[prefix]:
            if name in row or f"{prefix}-{order}-{name}" in data:
                data[f"{prefix}-{order}-{name}"] = row.get(name, "")
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = "0"
