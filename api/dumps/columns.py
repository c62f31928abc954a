"""The columns of the CSV files: the list form flattened to one row a record, codes not labels, one type a column."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from portal.pages.spreadsheets import harmless

Form = dict[str, Any]
Column = Callable[[Form], Any]


def member(*path: str) -> Column:
    """The value at a path of members; None where any of them is missing or null."""

    def found(form: Form) -> Any:
        value: Any = form
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return value

    return found


def number(*path: str) -> Column:
    """A number that is written with a decimal point even where it is whole, so that the column has one type."""
    read = member(*path)

    def found(form: Form) -> Any:
        value = read(form)
        return float(value) if isinstance(value, (int, float)) else None

    return found


def instant(name: str) -> Column:
    """An instant to the second, with its offset."""

    def found(form: Form) -> Any:
        value = form.get(name)
        return dt.datetime.fromisoformat(value).isoformat(timespec="seconds") if value else None

    return found


def names(*path: str, of: str = "name", then: str = "") -> Column:
    """The members `of` (of which the members `then`) of a list of objects, those that are not null."""
    read, inner = member(*path), member(of, then) if then else member(of)

    def found(form: Form) -> Any:
        return [value for row in read(form) or () if (value := inner(row))]

    return found


FIRST: dict[str, Column] = {name: member(name) for name in ("id", "kind", "title", "summary", "status")} | {
    "opens_at": instant("opens_at"),
    "closes_at": instant("closes_at"),
    **{name: member(name) for name in ("level", "region", "field", "published_on", "year")},
    "owner": member("owner", "name"),
}
LAST: dict[str, Column] = {
    **{name: member(name) for name in ("example", "version")},
    "updated_at": instant("updated_at"),
    **{name: member(name) for name in ("url", "permalink", "api_url")},
    "source_name": member("source", "name"),
    "source_url": member("source", "url"),
    "source_licence": member("source", "licence"),
}
ISSUING = {role: names("roles", role) for role in ("issuing", "interpreting")}
SERVING = {role: names("roles", role) for role in ("competent", "receiving")}
WHAT_IT_IS_ABOUT = {"policies": names("policies", of="id"), "schemes": names("schemes", of="id")}
OWN: dict[str, dict[str, Column]] = {
    "policies": {
        **{name: member(name) for name in ("doc_number", "index_number", "document_class", "preferential", "subject")},
        "keywords": member("keywords"),
        **{name: member(name) for name in ("issued_on", "effective_from", "valid_to", "validity")},
        **ISSUING,
    },
    "policy-products": {
        **{name: member(name) for name in ("type", "category", "mode", "selection", "support_form")},
        **{f"audience_{name}": member("audience", name) for name in ("industry", "size", "growth_stage")},
        **{f"amount_{name}": number("amount", name) for name in ("min", "max", "rate")},
        **{name: member(name) for name in ("window_text", "valid_from", "valid_to", "validity")},
        **ISSUING,
        **SERVING,
        "policies": names("policies", of="id"),
    },
    "notices": {
        **{name: member(name) for name in ("doc_number", "programme_year", "time_text", "method", "apply_url")},
        "schemes": names("items", of="scheme", then="id"),
        **SERVING,
    },
    "interpretations": {"form": member("form"), "media_url": member("media_url"), **WHAT_IT_IS_ABOUT},
    "compilations": {"schemes": names("schemes", of="id")},
    "guides": {
        **{name: member(name) for name in ("service_kind", "catalogue_name", "themes", "visits", "place", "apply_url")},
        **{name: member(name) for name in ("fee", "hours")},
        "audience": member("audience", "subject"),
        **SERVING,
    },
    "disclosures": {
        **{name: member(name) for name in ("disclosure_type", "act", "published_month", "objection_channel")},
        "issuing": names("roles", "issuing"),
        "competent": names("roles", "competent"),
        "notices": names("notices", of="id"),
        **WHAT_IT_IS_ABOUT,
    },
    "activities": {
        "starts_at": instant("starts_at"),
        "ends_at": instant("ends_at"),
        **{name: member(name) for name in ("place", "online_url", "capacity")},
        "cancelled_at": instant("cancelled_at"),
        **SERVING,
        **WHAT_IT_IS_ABOUT,
    },
}  # fmt: skip


def columns(kind: str) -> dict[str, Column]:
    """The columns of a kind by their heading, in order."""
    return {**FIRST, **OWN[kind], **LAST}


def row(kind_columns: dict[str, Column], form: Form) -> list[str]:
    """The cells of one record in list form."""
    return [cell(column(form)) for column in kind_columns.values()]


def cell(value: Any) -> str:
    """A value as text: "" for null, lists as JSON arrays, an apostrophe before what would start a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return str(value)
    return harmless(str(value))
