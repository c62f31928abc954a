"""The facts of a record that fit on the terminal's screen, in the order in which people ask."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from portal.pages.context import link
from portal.printing.facts import Fact, facts_of
from portal.publication.models import PublishedItem
from portal.publication.relations import referring_to
from search.filters.facets import ACTIVE

Form = dict[str, Any]
# What, for whom, until when, what is needed, where, whom to ask, on what basis.
ORDER = (
    "content", "audience", "when", "apply", "materials", "how", "receiving", "contact", "competent", "number",
    "issuing", "validity", "basis",
)  # fmt: skip
MOST_LINES = 5
LONGEST_LINE = 140
MOST_CALLS = 4


@dataclass(frozen=True)
class Shown:
    """A fact cut to the screen; `left` is how many of its lines the QR code leads to, `numbered` counts them."""

    key: str
    name: str
    lines: tuple[str, ...]
    numbered: bool
    left: int


def key_facts(detail: Form, at: dt.datetime) -> list[Shown]:
    """`detail` is a PublishedVersion's detail form, `at` the clock."""
    found = {fact.key: fact for fact in facts_of(detail, at)}
    shown = [_cut(found[key]) for key in ORDER if key in found]
    return [fact for fact in shown if fact.lines]


def open_calls(item: PublishedItem, detail: Form, at: dt.datetime, within: Q) -> list[dict[str, Any]]:
    """Calls that one can apply to at `at` and that rest on a product, a scheme, or the schemes of a product.

    `within` is the site's fixed filter.
    """
    if item.kind != "policy-products":
        return []
    ids = [str(item.pk), *(str(member["id"]) for member in detail.get("members") or ())]
    calls = referring_to(ids, names=("scheme", "product"), kinds=("notices",), among=within)
    found = [link(call, at) for call in calls]
    return [call for call in found if call["status"] in ACTIVE][:MOST_CALLS]


def _cut(fact: Fact) -> Shown:
    # A web address can neither be touched here nor remembered: the code leads to it.
    lines = [line for line in fact.lines if not line.startswith(("http://", "https://"))]
    shown = tuple(line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in lines[:MOST_LINES])
    return Shown(fact.key, fact.name, shown, fact.numbered, len(lines) - len(shown))
