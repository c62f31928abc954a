"""Products side by side: which were asked for, fact by fact what each says, and what else there is to add."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.pages.context import link
from portal.policies.glance import Glance, glance_of
from portal.policies.templatetags.policy_tags import slug_of
from portal.printing.facts import facts_of
from portal.publication.models import PublishedItem
from portal.publication.relations import referring_to
from portal.windows.clock import stamp
from search.finding.similar import similar

KIND = "policy-products"
# Words in one address that are looked at; the rest is somebody's mistake or trial.
MOST_ASKED = 20
SUGGESTED = 6
LOOKED_AT = 12
# Facts of portal.printing.facts that stand in the table beside amount, audience and time, in the order of the answers.
FACTS = ("category", "apply", "recognise", "how", "materials", "receiving", "competent", "contact", "basis", "validity")
Form = dict[str, Any]


@dataclass(frozen=True)
class Chosen:
    """One product: its stamped list form, its key facts, and the address of the same page without it."""

    slug: str
    form: Form
    glance: Glance
    without: str


@dataclass(frozen=True)
class Row:
    """One fact: a cell of lines for each product, `same` where all say the same, `key` names it."""

    key: str
    name: str
    cells: list[tuple[Chosen, tuple[str, ...]]]
    same: bool


def asked_for(text: str) -> list[str]:
    """Slugs or permanent ids of `?items=`, in order, each once; whole addresses are read, too."""
    words = [word.rstrip("/").rpartition("/")[2] for word in re.split(r"[,，、\s]+", text) if word]
    return list(dict.fromkeys(word for word in words if word))[:MOST_ASKED]


def found_for(asked: Iterable[str], within: Q) -> dict[str, PublishedItem]:
    """The live products behind slugs (also former ones) and ids, in one query and one for their former addresses.

    `within` is the site's fixed filter, here and below.
    """
    words = [word for word in asked if "\x00" not in word]
    ids = {named: word for word in words if (named := _uuid(word))}
    paths = {f"/{KIND}/{word}/": word for word in words}
    rows = PublishedItem.objects.filter(within, Q(pk__in=ids) | Q(paths__path__in=paths), live=True, kind=KIND)
    found: dict[str, PublishedItem] = {}
    for item in rows.prefetch_related("paths").distinct():
        for word in (ids.get(item.pk), *(paths.get(former.path) for former in item.paths.all())):
            if word:
                found[word] = item
    return found


def chosen_of(items: Sequence[PublishedItem], now: dt.datetime) -> list[Chosen]:
    """The products with their calls and, of packages, their schemes: two queries whatever their number."""
    members = {row["id"] for item in items for row in item.listing.get("members") or ()}
    schemes = {str(found.pk): stamp(found.listing, now) for found in _live(members)}
    calls = _calls([str(item.pk) for item in items] + list(members), now)
    slugs = [slug_of(item.path) for item in items]
    found = []
    for item, slug in zip(items, slugs, strict=True):
        form = stamp(item.listing, now)
        own = [row["id"] for row in form.get("members") or ()]
        offers = [schemes[name] for name in own if name in schemes]
        its_calls = {call["id"]: call for name in (form["id"], *own) for call in calls.get(name, ())}
        rest = ",".join(other for other in slugs if other != slug)
        found.append(Chosen(slug, form, glance_of(form, offers, list(its_calls.values())), rest))
    return found


def rows_of(chosen: Sequence[Chosen], now: dt.datetime) -> list[Row]:
    """Facts that at least one of them states, in the order of the answers on a product's page."""
    facts = [{fact.key: fact for fact in facts_of(one.form, now)} for one in chosen]
    names = {fact.key: str(fact.name) for found in facts for fact in found.values()}
    rows = [_members(chosen)]
    for key in FACTS:
        lines = [tuple(dict.fromkeys(found[key].lines)) if key in found else () for found in facts]
        rows.append(_row(key, names.get(key, ""), chosen, lines))
    return [row for row in rows if any(lines for _one, lines in row.cells)]


def suggestions(items: Sequence[PublishedItem], words: str, now: dt.datetime, within: Q) -> list[Form]:
    """Products to add: whose title has the words; else those packed together with the first one, and those like it."""
    products = PublishedItem.objects.filter(within, live=True, kind=KIND)
    if words:
        titled = products.filter(title__icontains=words)
        found = list(titled.order_by("title", "pk")[: SUGGESTED + len(items)])
    elif items:
        found = _near(items[0], products)
    else:
        found = list(products.filter(subtype="product").order_by("title")[:SUGGESTED])
    others = [other for other in dict.fromkeys(found) if other not in items]
    return [link(other, now) | {"slug": slug_of(other.path)} for other in others[:SUGGESTED]]


def _near(item: PublishedItem, products: QuerySet[PublishedItem]) -> list[PublishedItem]:
    packed = referring_to([str(item.pk)], names=("scheme",), kinds=(KIND,))
    beside = {row["id"] for package in packed[:1] for row in package.listing.get("members") or ()}
    alike = [other.pk for other in similar(item, LOOKED_AT) or () if other.kind == KIND]
    shown = products.in_bulk([*beside, *alike])
    together = [other for other in shown.values() if str(other.pk) in beside]
    return [*together[:SUGGESTED], *(shown[pk] for pk in alike if pk in shown)]


def _members(chosen: Sequence[Chosen]) -> Row:
    lines = [tuple(row["title"] for row in one.form.get("members") or ()) for one in chosen]
    return _row("members", _("Schemes in it"), chosen, lines)


def _row(key: str, name: str, chosen: Sequence[Chosen], lines: Sequence[tuple[str, ...]]) -> Row:
    return Row(key, name, list(zip(chosen, lines, strict=True)), len(chosen) > 1 and len(set(lines)) == 1)


def _calls(ids: Iterable[str], now: dt.datetime) -> dict[str, list[Form]]:
    """Calls by the scheme that their items are for."""
    found: dict[str, list[Form]] = {}
    for item in referring_to(ids, names=("scheme",), kinds=("notices",)):
        call = stamp(item.listing, now)
        for row in call["items"]:
            if row["scheme"]:
                found.setdefault(row["scheme"]["id"], []).append(call)
    return found


def _live(ids: Iterable[str]) -> list[PublishedItem]:
    wanted = list(ids)
    return list(PublishedItem.objects.filter(live=True, pk__in=wanted)) if wanted else []


def _uuid(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None
