"""What a form's fields say in people's units, told in the grammar's terms: a last day, ten thousand yuan, a place."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.windows.instants import SHANGHAI, end_of_day, rfc3339, start_of_day
from search.filters.grammar import Selection
from search.filters.naming import parameter_words
from search.filters.parameters import PARAMETERS, parameters_of

LONGEST_ECHO = 20
WAN = 10_000
# Decimal reads exponents too: one of a million digits fails or holds the worker for minutes.
_PLAIN_NUMBER = re.compile(r"[0-9]{1,11}(\.[0-9]{1,4})?|\.[0-9]{1,4}")
# `closes_before` is strict, and a day's deadline is the first instant of the next day.
MOMENT = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Field:
    """An input `name` for `parameter`: `read` raises ValueError, `show` gives the input's value back."""

    name: str
    parameter: str
    label: str | Promise
    read: Callable[[str], str]
    show: Callable[[Any], str]
    type: str = "date"


def _day(text: str) -> dt.date:
    found = dt.date.fromisoformat(text)
    if not 1901 <= found.year <= 9990:
        raise ValueError(text)
    return found


def _plain_day(text: str) -> str:
    return _day(text).isoformat()


def _until(text: str) -> str:
    return rfc3339(end_of_day(_day(text)) + MOMENT)


def _since(text: str) -> str:
    return rfc3339(start_of_day(_day(text)) - MOMENT)


def last_day(before: dt.datetime) -> dt.date:
    """The day by whose end something has closed that closes before the instant."""
    return (before - MOMENT - dt.timedelta(microseconds=1)).astimezone(SHANGHAI).date()


def first_day(after: dt.datetime) -> dt.date:
    """The day on which something opens at the earliest that opens after the instant."""
    return (after + MOMENT).astimezone(SHANGHAI).date()


def _yuan(text: str) -> str:
    """Ten thousands as whole yuan."""
    plain = unicodedata.normalize("NFKC", text)
    if not _PLAIN_NUMBER.fullmatch(plain):
        raise ValueError(text)
    return str(int(Decimal(plain) * WAN))


def _ten_thousands(yuan: int) -> str:
    return f"{Decimal(yuan) / WAN:f}"


# Translators: 不低于（万元）
LEAST = _("at least (CNY 10,000)")
# Translators: 不高于（万元）
MOST = _("at most (CNY 10,000)")
# Translators: 截止日不晚于
CLOSING = _("closing on or before")
# Translators: 开始日不早于
OPENING = _("opening on or after")
# Translators: 不早于
FROM = _("not before")
# Translators: 不晚于
UNTIL = _("not after")

FIELDS = (
    Field("amount_from_wan", "amount_from", LEAST, _yuan, _ten_thousands, "number"),
    Field("amount_to_wan", "amount_to", MOST, _yuan, _ten_thousands, "number"),
    Field("opening_from", "opens_after", OPENING, _since, lambda after: first_day(after).isoformat()),
    Field("closing_by", "closes_before", CLOSING, _until, lambda before: last_day(before).isoformat()),
    Field("issued_from", "issued_from", FROM, _plain_day, dt.date.isoformat),
    Field("issued_to", "issued_to", UNTIL, _plain_day, dt.date.isoformat),
    Field("from", "from", FROM, _plain_day, dt.date.isoformat),
    Field("to", "to", UNTIL, _plain_day, dt.date.isoformat),
)
# What stands together under one heading, and for which kinds it is asked; "" is search over all of them.
GROUPS: tuple[tuple[str | Promise, tuple[str, ...], frozenset[str]], ...] = (
    # Translators: 支持额度（最高）
    (_("Amount"), ("amount_from", "amount_to"), frozenset({"", "policy-products"})),
    # Translators: 申报时间
    (_("Time to apply"), ("opens_after", "closes_before"), frozenset({"notices"})),
    # Translators: 活动日期
    (_("Day of the activity"), ("from", "to"), frozenset({"activities"})),
    (
        # Translators: 发布日期
        _("Day of publication"),
        ("issued_from", "issued_to"),
        frozenset({"", "policies", "interpretations", "compilations", "disclosures", "guides"}),
    ),
)


def grammatical(given: QueryDict) -> tuple[QueryDict, list[str]]:
    """The parameters in the grammar's own terms, and what is to be said of fields that could not be read."""
    told, notices = given.copy(), []
    for field in FIELDS:
        text = (given.get(field.name) or "").strip()
        told.pop(field.name, None)
        if not text:
            continue
        try:
            written = field.read(text)
            PARAMETERS[field.parameter].parse(written)
        except (ValueError, OverflowError):
            notices.append(_unread(field, text))
        else:
            told[field.parameter] = written
    return told, notices


def _unread(field: Field, text: str) -> str:
    words = gettext("“%(text)s” cannot be read in the field “%(field)s”; it was left out.")
    plain = "".join(character for character in text[:LONGEST_ECHO] if character.isprintable())
    return words % {"text": plain, "field": field.label}


def groups_of(kind: str, selection: Selection) -> list[dict[str, Any]]:
    """The fields of a list's form: `[{legend, inputs: [{name, label, type, value}], used}]`."""
    known = {parameter.name for parameter in parameters_of(kind)}
    found = []
    for legend, parameters, kinds in GROUPS:
        if kind in kinds and known.issuperset(parameters):
            inputs = [_input(field, selection) for field in FIELDS if field.parameter in parameters]
            found.append({"legend": legend, "inputs": inputs, "used": any(row["value"] for row in inputs)})
    return found


def parameters_in(groups: Iterable[dict[str, Any]]) -> set[str]:
    """The parameters that the fields of a form carry themselves."""
    names = {row["name"] for group in groups for row in group["inputs"]}
    return {field.parameter for field in FIELDS if field.name in names}


def words_of(parameter: str, selection: Selection) -> str:
    """A parameter in use in the words and units of its field; as the grammar writes it where it has none."""
    field = next((field for field in FIELDS if field.parameter == parameter), None)
    if field is None:
        return parameter_words(parameter, selection)
    return f"{field.label}{gettext(': ')}{field.show(selection.values[parameter])}"


def _input(field: Field, selection: Selection) -> dict[str, Any]:
    value = selection.values.get(field.parameter)
    shown = "" if value is None else field.show(value)
    return {"name": field.name, "label": field.label, "type": field.type, "value": shown}
