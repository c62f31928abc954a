"""An index held against the log: what is missing in it, what should not be there, what is filed otherwise."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef

from portal.publication.consumers import cursor_of
from portal.publication.models import LogHead, PublishedItem, PublishedVersion
from search.engine import Engine
from search.filing import Filed, digest_of
from search.indexing.gathering import BATCH, gather
from search.indexing.lease import to_replay

CONSUMER = "search"


class Problem(StrEnum):
    """MISSING in the index; EXTRA: not public, yet in it; STALE: filed at another position or otherwise."""

    MISSING = "missing"
    EXTRA = "extra"
    STALE = "stale"


@dataclass(frozen=True)
class Difference:
    """A record filed otherwise than the log has it. `position` is the log's, `filed` the index's; None for neither."""

    id: str
    problem: Problem
    position: int | None
    filed: int | None

    def __str__(self) -> str:
        return f"{self.problem} {self.id} (log: {self.position or '-'}, index: {self.filed or '-'})"


def differences(
    expected: Mapping[str, Filed], filed: Mapping[str, Filed], newer: Container[str] = (), *, digests: bool = True
) -> list[Difference]:
    """By id; records in `newer` changed after the moment that is compared and are left out."""
    found = []
    for record_id in sorted(expected.keys() | filed.keys()):
        log, index = expected.get(record_id), filed.get(record_id)
        same = log == index if digests or not (log and index) else log.position == index.position
        if same or record_id in newer:
            continue
        problem = Problem.STALE if log and index else Problem.MISSING if log else Problem.EXTRA
        found.append(Difference(record_id, problem, log.position if log else None, index.position if index else None))
    return found


def unlike(engine: Engine, ready: bool, head: LogHead) -> str:
    """Why the index cannot be this log's, "" when it can. Nothing published needs no index."""
    if not ready:
        return "there is no search index that can be opened" if head.position else ""
    if head.epoch and (epoch := engine.epoch()) != head.epoch:
        return f"the search index was built from another log ({epoch or 'unknown'}, not {head.epoch})"
    return ""


def reached() -> int:
    """The position up to which the serving index has everything."""
    position, again = cursor_of(CONSUMER).position, to_replay()
    return position if again is None else min(position, again)


def positions(upto: int) -> tuple[dict[str, Filed], set[str]]:
    """Every record to be indexed with its position and no digest, and the ids of what changed after `upto`."""
    expected: dict[str, Filed] = {}
    newer: set[str] = set()
    readable = PublishedVersion.objects.filter(item=OuterRef("pk"), n=OuterRef("version"), detail__isnull=False)
    rows = PublishedItem.objects.annotate(readable=Exists(readable)).values_list("pk", "position", "live", "readable")
    for pk, position, live, has_detail in rows.iterator(chunk_size=2_000):
        if position > upto:
            newer.add(str(pk))
        elif live and has_detail:
            expected[str(pk)] = Filed(position, "")
    return expected, newer


def contents(upto: int) -> Iterator[tuple[dict[str, Filed], set[str]]]:
    """As `positions`, with digests, in batches: every document is made again."""
    after = None
    while True:
        items = PublishedItem.objects.order_by("pk")
        rows = list((items.filter(pk__gt=after) if after else items).values_list("pk", "position", "live")[:BATCH])
        if not rows:
            return
        after = rows[-1][0]
        newer = {str(pk) for pk, position, _live in rows if position > upto}
        documents, deletions = gather([pk for pk, position, live in rows if live and position <= upto])
        newer |= {made.id for made in documents if made.position > upto}
        newer |= {gone.id for gone in deletions if gone.position > upto}
        yield {made.id: Filed(made.position, digest_of(made)) for made in documents if made.id not in newer}, newer
