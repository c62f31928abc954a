"""The counts in the database: a keyed hash and numbers; the text itself only once it was asked for K times."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from search.models import Searched, SearchedDay

K = 5
DAYS_KEPT = 90


class Counted(Protocol):
    """What was counted of one text on one day."""

    asked: int
    nothing: int
    total: int


def first_day(days: int = DAYS_KEPT) -> dt.date:
    """The first of the last `days` Shanghai days; today is the last."""
    return timezone.localdate() - dt.timedelta(days=days - 1)


def key_of(text: str) -> str:
    """The text's hash, keyed with SECRET_KEY: who has only the database cannot try texts out."""
    return salted_hmac("search.searches", text, algorithm="sha256").hexdigest()


def write(counts: Mapping[tuple[dt.date, str], Counted]) -> None:
    """Add counts by (Shanghai day, text) in one transaction. Right whoever else writes at the same time.

    Rows are made and locked in a fixed order, so that two writers wait for each other instead of locking up.
    """
    keyed = sorted((key_of(text), day, text, counted) for (day, text), counted in counts.items())
    keys = sorted({row[0] for row in keyed})
    with transaction.atomic():
        Searched.objects.bulk_create([Searched(key=key) for key in keys], ignore_conflicts=True)
        ids = dict(Searched.objects.filter(key__in=keys).values_list("key", "pk"))
        _add({(ids[key], day): counted for key, day, _text, counted in keyed})
        _reveal({ids[key]: (text, counted.total) for key, _day, text, counted in keyed})


def _add(counts: Mapping[tuple[int, dt.date], Counted]) -> None:
    """Rows first made and locked hold still while they are added to; others' rows of these days are only read."""
    empty = [SearchedDay(searched_id=pk, day=day) for pk, day in sorted(counts)]
    SearchedDay.objects.bulk_create(empty, ignore_conflicts=True)
    pks, days = {pk for pk, _ in counts}, {day for _, day in counts}
    locked = SearchedDay.objects.select_for_update().filter(searched_id__in=pks, day__in=days)
    before = {(row.searched_id, row.day): row for row in locked.order_by("searched_id", "day")}
    sums = [
        SearchedDay(
            searched_id=pk,
            day=day,
            asked=before[pk, day].asked + counted.asked,
            nothing=before[pk, day].nothing + counted.nothing,
        )
        for (pk, day), counted in sorted(counts.items(), key=lambda pair: pair[0])
    ]
    # An upsert, because Django's bulk_update builds one CASE for each value: ten times as long under the lock.
    SearchedDay.objects.bulk_create(
        sums, update_conflicts=True, unique_fields=["searched", "day"], update_fields=["asked", "nothing"]
    )


def _reveal(latest: Mapping[int, tuple[str, int]]) -> None:
    """Give those their text that were asked for often enough."""
    found = Searched.objects.filter(pk__in=latest, days__day__gte=first_day()).annotate(times=Sum("days__asked"))
    _save(
        Searched(key=row.key, text=latest[row.pk][0], total=latest[row.pk][1], asked=row.times)
        for row in found
        if row.times >= K
    )


def _save(rows: Iterable[Searched]) -> None:
    often = sorted(rows, key=lambda row: row.key)
    for row in often:
        row.initial = row.text[:1]
    Searched.objects.bulk_create(
        often, update_conflicts=True, unique_fields=["key"], update_fields=["text", "initial", "asked", "total"]
    )


def forget_old_days() -> None:
    """Delete what is older than DAYS_KEPT days, and the text of what is asked for too rarely since."""
    old = SearchedDay.objects.filter(day__lt=first_day())
    if not old.exists():
        return
    with transaction.atomic():
        old.delete()
        Searched.objects.filter(days__isnull=True).delete()
        readable = Searched.objects.exclude(text="").annotate(times=Sum("days__asked"))
        _save(
            Searched(key=row.key, text=row.text if row.times >= K else "", asked=row.times, total=row.total)
            for row in readable
        )
