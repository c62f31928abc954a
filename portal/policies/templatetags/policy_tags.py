"""What stands around a record, for its page: key facts, the chain, quoted clauses, what explains it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django import template

from portal.pages.context import link
from portal.policies.chain import CALL, SCHEME, Form, Surroundings, surroundings
from portal.policies.glance import Glance, glance_of
from portal.policies.stages import Quote, Stage, quotes_of, stages_of
from portal.publication.head import head_of
from portal.publication.kept import of_log
from portal.windows.clock import stamp

register = template.Library()

# Side by side at once: what a desk still shows without scrolling.
MOST_COMPARED = 4


@dataclass(frozen=True)
class Offer:
    """A scheme as a card: what it gives in words, and the call in which it is applied for now or next."""

    form: dict[str, Any]
    amount: str
    call: Form | None
    heading: str = ""


@dataclass(frozen=True)
class Around:
    """`offers` are the schemes around, `beside` links to what explains or collects the record.

    `known` are the ids of all of them.
    """

    glance: Glance
    stages: list[Stage]
    quotes: list[Quote]
    beside: list[dict[str, Any]]
    offers: list[Offer]
    known: set[str]


@register.simple_tag(takes_context=True)
def around(context: template.Context, item: dict[str, Any], now: dt.datetime) -> Around:
    """All of it as at `now`, found together: see portal.policies.chain for how far is walked.

    Of a public record it is found once while the log stands still; a preview has no version.
    """
    found, quotes = (
        of_log(f"around:{item['id']}", head_of(context.get("request")), lambda: _found(item))
        if item.get("version")
        else _found(item)
    )
    schemes = [stamp(record.listing, now) for record in found.at(SCHEME)]
    calls = [stamp(record.listing, now) for record in found.at(CALL)]
    return Around(
        glance=glance_of(item, schemes, calls),
        stages=stages_of(item, found, quotes, now),
        quotes=quotes,
        offers=[Offer(scheme, glance_of(scheme, (), ()).amount, _call(scheme, calls)) for scheme in schemes],
        beside=[link(record, now) for record in found.beside],
        known={item["id"], *found.places, *(str(record.pk) for record in found.beside)},
    )


def _found(item: dict[str, Any]) -> tuple[Surroundings, list[Quote]]:
    found = surroundings(item)
    return found, quotes_of(item, found)


@register.simple_tag
def offers_of(offers: list[Offer], members: list[dict[str, Any]]) -> list[Offer]:
    """Those of a product's or call's members that are public, in the order of the members."""
    known = {offer.form["id"]: offer for offer in offers}
    return [replace(known[row["id"]], heading=row.get("heading") or "") for row in members if row["id"] in known]


@register.filter
def slug_of(path: str) -> str:
    """The last part of a record's address: short enough to stand with three others in one."""
    return path.rstrip("/").rpartition("/")[2]


@register.filter
def other_than(links: list[dict[str, Any]], known: set[str]) -> list[dict[str, Any]]:
    """Links to records that the page does not show elsewhere already."""
    return [found for found in links if found["id"] not in known]


@register.filter
def each_once(bases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Documents that a scheme rests on, without their clauses: one that is named for several stands once."""
    found = {row["id"] or (row["title"], row["doc_number"]): {**row, "clause": None} for row in bases}
    return list(found.values())


@register.filter
def first_slugs(offers: list[Offer]) -> str:
    """The slugs of as many as are compared at once."""
    return ",".join(slug_of(offer.form["url"]) for offer in offers[:MOST_COMPARED])


def _call(scheme: dict[str, Any], calls: list[dict[str, Any]]) -> Form | None:
    own = [call for call in calls if any((row["scheme"] or {}).get("id") == scheme["id"] for row in call["items"])]
    return glance_of(scheme, (), own).call
