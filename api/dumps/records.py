"""Every public record of a kind, in list and in detail form, a batch at a time: memory stays as it is."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import F

from api.content.relations import around_all
from api.links import with_absolute_addresses
from portal.publication.models import PublishedItem, PublishedVersion
from portal.windows.clock import stamp

BATCH = 100
Form = dict[str, Any]


def records(kind: str, at: dt.datetime) -> Iterator[list[tuple[Form, Form]]]:
    """Batches of (list form, detail form) as the API gives them at the instant `at`, in the order of their ids.

    Call it inside `api.snapshot.snapshot()`: what is published meanwhile must not move between the batches.
    """
    wanted = PublishedItem.objects.filter(kind=kind, live=True).order_by("pk")
    rows = list(wanted[:BATCH])
    while rows:
        yield list(zip(_listed(rows, at), _whole(kind, rows, at), strict=True))
        rows = list(wanted.filter(pk__gt=rows[-1].pk)[:BATCH])


def count(kind: str) -> int:
    """How many there are."""
    return PublishedItem.objects.filter(kind=kind, live=True).count()


def _listed(rows: list[PublishedItem], at: dt.datetime) -> list[Form]:
    return [with_absolute_addresses(stamp(row.listing, at)) for row in rows]


def _whole(kind: str, rows: list[PublishedItem], at: dt.datetime) -> list[Form]:
    versions = PublishedVersion.objects.filter(item__in=[row.pk for row in rows], n=F("item__version"))
    stored = dict(versions.values_list("item_id", "detail"))
    forms = [stamp(stored.get(row.pk) or {}, at) for row in rows]
    known = [form | {"id": str(row.pk)} for row, form in zip(rows, forms, strict=True)]
    pointing = around_all(kind, known, at)
    return [with_absolute_addresses(form | around) for form, around in zip(forms, pointing, strict=True)]
