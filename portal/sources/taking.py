"""Takes what a visit brought into the two memories of every record: all of it or nothing, and again without effect."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.sources.incoming import Brought, Gone, Incoming
from portal.sources.models import Decision, Deed, RecordState, Source, SourceRecord

BATCH = 500
# A list shorter than this share of the last good one is taken for broken.
BROKEN_BELOW = 0.5
# Said by the source itself, and not to be left standing for a week.
ASKED_AT_ONCE = frozenset({"issued_in_error", "not_public"})
HANDLED = (
    "pk",
    "upstream_id",
    "state",
    "page_id",
    "accepted_digest",
    "pending_digest",
    "rejected_digest",
    "vanished_since",
)


def take(source: Source, brought: Brought, *, now: dt.datetime) -> Counter[str]:
    """Write what is new or changed and mark what is gone; returns counts by word. Call it in a transaction."""
    counts: Counter[str] = Counter(refused=brought.refused)
    for start in range(0, len(brought.incoming), BATCH):
        counts += _batch(source, brought.incoming[start : start + BATCH], now)
    counts["gone"] += _gone(source, brought.gone, now)
    if brought.whole:
        counts["gone"] += _missing(source, brought, now)
    return counts


def _batch(source: Source, batch: list[Incoming], now: dt.datetime) -> Counter[str]:
    counts: Counter[str] = Counter()
    ids = [found.upstream_id for found in batch]
    known = {row.upstream_id: row for row in source.records.filter(upstream_id__in=ids).only(*HANDLED)}
    for found in batch:
        row = known.get(found.upstream_id)
        if row is None:
            SourceRecord.objects.create(
                source=source, upstream_id=found.upstream_id, kind=found.kind, title=found.title, seen_at=now,
                pending=found.record, pending_digest=found.digest, pending_at=now,
            )  # fmt: skip
            counts["new"] += 1
            continue
        counts["back"] += _returned(row)
        counts[_compared(row, found, now)] += 1
    seen = [row.pk for row in known.values()]
    SourceRecord.objects.filter(pk__in=seen).update(seen_at=now, vanished_since=None, asked_at=None, upstream_reason="")
    return counts


def _returned(row: SourceRecord) -> bool:
    if row.vanished_since is None:
        return False
    Decision.objects.create(record=row, deed=Deed.RETURNED)
    SourceRecord.objects.filter(pk=row.pk).update(quiet=False)
    return True


def _compared(row: SourceRecord, found: Incoming, now: dt.datetime) -> str:
    """What became of a known record: same, or changed."""
    mine = SourceRecord.objects.filter(pk=row.pk)
    if found.digest == row.pending_digest:
        return "same"
    if found.digest in (row.accepted_digest, row.rejected_digest):
        state = RecordState.SETTLED if row.accepted_digest else RecordState.REJECTED
        if row.state == RecordState.WAITING:
            mine.update(pending=None, pending_digest="", pending_at=None, applied={}, state=state)
        return "same"
    mine.update(
        pending=found.record, pending_digest=found.digest, pending_at=now, title=found.title, kind=found.kind,
        state=RecordState.WAITING,
    )  # fmt: skip
    return "changed"


def _gone(source: Source, gone: Iterable[Gone], now: dt.datetime) -> int:
    """Those of which the source says that they left."""
    count = 0
    for one in gone:
        rows = source.records.filter(upstream_id=one.upstream_id, vanished_since=None)
        count += _mark(rows, now, one.reason)
    return count


def _missing(source: Source, brought: Brought, now: dt.datetime) -> int:
    """Those that a whole list no longer names; none where a line of it could not be told apart."""
    if brought.unnamed:
        return 0
    listed = brought.listed | {found.upstream_id for found in brought.incoming}
    known = source.records.filter(vanished_since=None).values_list("upstream_id", flat=True)
    missing = sorted(set(known) - listed)
    return sum(
        _mark(source.records.filter(upstream_id__in=missing[start : start + BATCH]), now, "")
        for start in range(0, len(missing), BATCH)
    )


def _mark(rows, now: dt.datetime, reason: str) -> int:
    """What was never accepted is forgotten with its question, save a rejection; the rest waits."""
    rows.filter(accepted__isnull=True, page=None, state=RecordState.WAITING).delete()
    kept = list(rows.filter(~Q(page=None)).values_list("pk", flat=True))
    asked = now if reason in ASKED_AT_ONCE else None
    SourceRecord.objects.filter(pk__in=kept).update(vanished_since=now, upstream_reason=reason[:32], asked_at=asked)
    Decision.objects.bulk_create(Decision(record_id=pk, deed=Deed.VANISHED, at=now, note=reason) for pk in kept)
    return len(kept)


def looks_broken(source: Source, brought: Brought) -> bool:
    """Whether a whole list is suspiciously short against the last good one."""
    listed = len(brought.listed | {found.upstream_id for found in brought.incoming})
    return brought.whole and listed < (source.listed or 0) * BROKEN_BELOW


def broken_sentence(source: Source, brought: Brought) -> str:
    """What staff are told of such a list."""
    listed = len(brought.listed | {found.upstream_id for found in brought.incoming})
    return _(
        "The list is suspiciously short: %(now)s records, %(before)s at the last visit. Nothing counts as vanished."
    ) % {"now": listed, "before": source.listed}
