"""时效性: computed from dates, relations and an editor's statement, so that 有效期3年 ends with nobody editing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.publication.rendering import Boundary, Span
from portal.windows.instants import end_of_day, start_of_day
from portal.windows.status import Status
from portal.windows.timeline import tabulate

# The strongest relation that has taken effect decides.
STRENGTH = ("repealed", "superseded", "partly", "amended")
NOT_STATED = "none"
IN_EFFECT = frozenset({"in_force", "partly", "amended"})


@dataclass(frozen=True)
class ValidityFacts:
    """Shanghai days; `relations` are (kind, day from which it holds or None for always)."""

    effective_from: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    override: str = ""
    override_from: dt.date | None = None
    relations: tuple[tuple[str, dt.date | None], ...] = ()


def validity(facts: ValidityFacts, at: dt.datetime) -> str | None:
    """not_yet, in_force, partly, amended, repealed, expired at `at`; None when nothing is stated."""
    if facts.override and _since(facts.override_from, at):
        return facts.override
    holding = {kind for kind, since in facts.relations if _since(since, at)}
    strongest = next((kind for kind in STRENGTH if kind in holding), "")
    starts = facts.effective_from or facts.valid_from
    if strongest in ("repealed", "superseded"):
        return "repealed"
    if facts.valid_to and at >= end_of_day(facts.valid_to):
        return "expired"
    if starts and at < start_of_day(starts):
        return "not_yet"
    if strongest:
        return strongest
    return "in_force" if starts or facts.valid_to else None


def _since(day: dt.date | None, at: dt.datetime) -> bool:
    return day is None or at >= start_of_day(day)


def validity_spans(facts: ValidityFacts) -> tuple[Span, ...]:
    """Validity for all time; the value "none" stands for not stated."""
    return tabulate("validity", _instants(facts), lambda at: Status(validity(facts, at) or NOT_STATED))


def _instants(facts: ValidityFacts) -> set[dt.datetime]:
    days = [facts.effective_from, facts.valid_from, facts.override_from, *(day for _, day in facts.relations)]
    found = {start_of_day(day) for day in days if day}
    if facts.valid_to:
        found.add(end_of_day(facts.valid_to))
    return found


def validity_boundaries(facts: ValidityFacts) -> tuple[Boundary, ...]:
    """A document's taking effect and its expiry, told by the clock."""
    spans = validity_spans(facts)
    found = []
    for before, after in zip(spans, spans[1:], strict=False):
        if after.value == "expired":
            found.append(Boundary("validity", "expired", after.starts_at))
        elif before.value == "not_yet" and after.value in IN_EFFECT:
            found.append(Boundary("validity", "took_effect", after.starts_at))
    return tuple(found)


def facts_from_json(stored: Mapping[str, Any]) -> ValidityFacts:
    """The `validity_facts` member of a stored detail form."""

    def day(text: str | None) -> dt.date | None:
        return dt.date.fromisoformat(text) if text else None

    return ValidityFacts(
        effective_from=day(stored.get("effective_from")),
        valid_from=day(stored.get("valid_from")),
        valid_to=day(stored.get("valid_to")),
        override=stored.get("override") or "",
        override_from=day(stored.get("override_from")),
        relations=tuple((row["kind"], day(row.get("on"))) for row in stored.get("relations", ())),
    )
