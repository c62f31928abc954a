"""What is printed of a record, fact by fact in words: the same for compilation, leaflet, large print and QR page."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.guides.choices import Subject
from portal.pages.amounts import in_words
from portal.pages.choices import ConditionKind, RoleName
from portal.policies.choices import Category, Mode, Validity
from portal.printing import words
from portal.windows.clock import stamp

Form = dict[str, Any]


@dataclass(frozen=True)
class Fact:
    """One fact: a stable key, its name in the active language, its lines; numbered if there are several of a kind."""

    key: str
    name: str
    lines: tuple[str, ...]
    numbered: bool = False


def facts_of(detail: Form, at: dt.datetime) -> list[Fact]:
    """All that is stated, in the order of S 6.1.6; `detail` is a PublishedVersion's detail form, `at` the clock."""
    stamped = stamp(detail, at)
    found = [Fact(*fact) for fact in _all(stamped)]
    return [fact for fact in found if any(line.strip() for line in fact.lines)]


def _all(detail: Form) -> Iterator[tuple]:
    yield "number", _("Document number"), words.given(detail.get("doc_number"))
    yield "issuing", RoleName.ISSUING.label, words.names(detail, "issuing")
    yield "validity", _("Validity"), _validity(detail)
    yield "category", _("Category"), words.choice(Category, detail.get("category"))
    yield "content", _("What is offered"), _content(detail)
    yield "basis", _("Rests on"), tuple(words.document(row) for row in detail.get("policies", ()))
    yield "audience", _("For whom"), _audience(detail)
    yield "apply", ConditionKind.APPLY.label, _conditions(detail, ConditionKind.APPLY), True
    yield "recognise", ConditionKind.RECOGNISE.label, _conditions(detail, ConditionKind.RECOGNISE), True
    yield "when", _("When"), _when(detail)
    yield "how", _("How to apply"), _how(detail)
    yield "fee", _("What it costs"), words.given(detail.get("fee"))
    yield "hours", _("Hours"), words.given(detail.get("hours"))
    yield "materials", _("Materials"), tuple(words.material(row) for row in detail.get("materials", ())), True
    yield "competent", RoleName.COMPETENT.label, words.names(detail, "competent")
    yield "receiving", RoleName.RECEIVING.label, tuple(words.place(row) for row in words.bodies(detail, "receiving"))
    yield "contact", _("Whom to ask"), _contact(detail)


def _validity(detail: Form) -> tuple[str, ...]:
    stated = words.choice(Validity, detail.get("validity"))
    until = (_("valid until %(day)s") % {"day": words.day(detail["valid_to"])},) if detail.get("valid_to") else ()
    return (*stated, *until, *words.given(detail.get("valid_text")))


def _content(detail: Form) -> tuple[str, ...]:
    amount = detail.get("amount") or {}
    return words.given(amount.get("text") or in_words(amount) or detail.get("summary"))


def _audience(detail: Form) -> tuple[str, ...]:
    audience = detail.get("audience") or {}
    if audience.get("text"):
        return words.given(audience["text"])
    codes = [word for code in audience.get("subject") or () for word in words.choice(Subject, code)]
    return words.listed(codes + words.labels(audience, "size", "growth_stage", "industry"))


def _conditions(detail: Form, kind: str) -> tuple[str, ...]:
    whole = words.given(detail.get("conditions_text")) if kind == ConditionKind.APPLY else ()
    one_by_one = tuple(row["text"] for row in detail.get("conditions", ()) if row["kind"] == kind)
    return one_by_one or whole


def _when(detail: Form) -> tuple[str, ...]:
    """Effective windows at the stamped instant, then what is said in words."""
    several = len(detail.get("items", ())) > 1
    dated = [words.period(item, item["name"] if several else "") for item in detail.get("items", ())]
    if "items" not in detail and detail.get("windows"):
        dated = [words.period(detail, "")]
    held = words.span(detail.get("starts_at"), detail.get("ends_at"))
    cycle = (detail.get("cycle") or {}).get("text")
    told = [detail.get("time_text"), detail.get("window_text"), cycle]
    stated = [line for text in told for line in words.given(text)]
    return tuple(dict.fromkeys(line for line in (held, *dated, *stated) if line))


def _how(detail: Form) -> tuple[str, ...]:
    mode = words.choice(Mode, detail.get("mode")) if detail.get("mode") != Mode.APPLY else ()
    told = [detail.get("method"), detail.get("process"), detail.get("place"), detail.get("apply_url")]
    return (*mode, *(line for text in told for line in words.given(text)))


def _contact(detail: Form) -> tuple[str, ...]:
    rows = tuple(words.contact(row) for row in detail.get("contact", ()))
    return rows or words.given(detail.get("consult_phone"))
