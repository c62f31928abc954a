"""Schemes and calls that rest on words that changed, or on a document repealed or expired: found now, never stored."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from portal.policies.bases import CHANGED, GONE, later_words, squeezed, words_of
from portal.policies.models import SchemeBasis
from portal.publication.models import PublishedFacet, PublishedItem, PublishedSpan
from portal.publication.rendering import BEGINNING
from portal.windows.clock import stamp

ENDED = ("repealed", "expired")
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Flag:
    """One basis that no longer holds. `why` is changed, gone, repealed, expired or withdrawn; since a UTC instant."""

    why: str
    document: UUID
    title: str
    url: str
    clause: UUID | None
    version: int | None
    since: dt.datetime | None = None


@dataclass(frozen=True)
class Flagged:
    """A public scheme (or call) and what is the matter with its bases."""

    item: PublishedItem
    flags: list[Flag] = field(default_factory=list)


def flags_of(form: dict[str, Any], now: dt.datetime, public: set[UUID] | None = None) -> list[Flag]:
    """Of a scheme's detail or list form; in the order of its bases, at most one flag each.

    `public` are those of its documents that are; asked for where they are not given.
    """
    live = public_bases([form]) if public is None else public
    bases = _bases(stamp(form, now))
    return [flag for row in bases if (flag := _flag(row, now, UUID(row["id"]) in live))]


def public_bases(forms: Iterable[dict[str, Any]]) -> set[UUID]:
    """Which of the documents that schemes rest on are public."""
    documents = {UUID(row["id"]) for form in forms for row in _bases(form)}
    return set(PublishedItem.objects.filter(pk__in=documents, live=True).values_list("pk", flat=True))


def _bases(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in form.get("policies", ()) if row.get("id") and "changed" in row]


def _flag(row: dict[str, Any], now: dt.datetime, live: bool) -> Flag | None:
    document, clause = UUID(row["id"]), UUID(row["clause"]) if row["clause"] else None
    why = row["validity"] if row["validity"] in ENDED else row["changed"] or ("" if live else WITHDRAWN)
    if not why:
        return None
    since = None
    if why in ENDED:
        since = _ended_at(document, why, now)
    elif why in (CHANGED, GONE):
        since = changed_at(document, row["version"], clause)
    return Flag(why, document, row["title"] or "", row["url"] or "", clause, row["version"], since)


def _ended_at(document: UUID, value: str, now: dt.datetime) -> dt.datetime | None:
    """From when the document has this validity; None where it always had it, as far as is stated."""
    spans = PublishedSpan.objects.filter(item_id=document, axis="validity", value=value)
    since = spans.filter(starts_at__lte=now, ends_at__gt=now).values_list("starts_at", flat=True).first()
    return since if since and since > BEGINNING else None


def changed_at(document: UUID, version: int | None, clause: UUID | None) -> dt.datetime | None:
    """When the public first read other words than those of `version`."""
    then = words_of(document, version or 0, clause)
    if then is None:
        return None
    for published_at, words in later_words(document, version or 0, clause):
        if words is None or squeezed(words) != squeezed(then):
            return published_at
    return None


def flagged_schemes(now: dt.datetime) -> list[Flagged]:
    """Every public scheme with a flag, by title; looked at are only those that could have one."""
    found = []
    for item in PublishedItem.objects.filter(pk__in=_suspects(now), live=True).order_by("title", "pk"):
        if flags := flags_of(item.listing, now):
            found.append(Flagged(item, flags))
    return found


def _suspects(now: dt.datetime) -> set[UUID]:
    """Schemes whose document got a newer version than they saw, is ended by now, or is public no more."""
    spans = PublishedSpan.objects.filter(axis="validity", value__in=ENDED, starts_at__lte=now, ends_at__gt=now)
    ended = {str(pk) for pk in spans.values_list("item_id", flat=True)}
    away = PublishedItem.objects.filter(kind="policies", live=False).values_list("pk", flat=True)
    ended |= {str(pk) for pk in away}
    return _resting_on(ended) | _outrun()


def _resting_on(documents: set[str]) -> set[UUID]:
    rows = PublishedFacet.objects.filter(name="policy", item__kind="policy-products").values_list("item_id", "value")
    return {item for item, value in rows.iterator() if value in documents} if documents else set()


def _outrun() -> set[UUID]:
    versions = PublishedItem.objects.filter(pk=OuterRef("document__permanent_id")).values("version")
    rows = SchemeBasis.objects.filter(page__live=True, version_seen__isnull=False).annotate(now=Subquery(versions))
    return set(rows.filter(now__gt=F("version_seen")).values_list("page__permanent_id", flat=True))


def flagged_calls(schemes: Iterable[Flagged], now: dt.datetime) -> list[Flagged]:
    """Public calls that are not over, one of whose items is for a flagged scheme, by title."""
    flags = {str(one.item.pk): one.flags for one in schemes}
    rows = PublishedFacet.objects.filter(name="scheme", item__kind="notices", item__live=True, value__in=flags)
    resting: dict[UUID, list[Flag]] = {}
    for item, scheme in rows.values_list("item_id", "value"):
        resting.setdefault(item, []).extend(flags[scheme])
    items = PublishedItem.objects.filter(pk__in=resting).order_by("title", "pk")
    return [Flagged(item, resting[item.pk]) for item in items if stamp(item.listing, now)["status"] != "closed"]
