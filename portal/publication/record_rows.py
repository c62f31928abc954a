"""The rows by which a live record is found: its codes, its tabulated status, its coming boundaries."""

import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import UUID

from portal.publication.models import DueBoundary, PublishedFacet, PublishedItem, PublishedSpan
from portal.publication.rendering import Boundary, Rendering

Key = tuple[UUID, str, str, dt.datetime, str]
# Told by the very event that records the happening, unless it is announced for later.
TOLD_BY_RECORDING = frozenset({"updated"})


def file_rows(filed: Iterable[tuple[PublishedItem, Rendering | None, bool]], now: dt.datetime) -> None:
    """Write the rows of (item, rendering or None for withdrawn, new) anew. The items are locked by the caller."""
    rows = list(filed)
    renewed = [item.id for item, _, new in rows if not new]
    waiting: set[Key] = set()
    if renewed:
        PublishedFacet.objects.filter(item_id__in=renewed).delete()
        PublishedSpan.objects.filter(item_id__in=renewed).delete()
        untold = DueBoundary.objects.filter(item_id__in=renewed, position=None)
        waiting = set(untold.values_list("item_id", "window_id", "name", "due_at", "cause"))
        untold.delete()
    live = [(item, rendering) for item, rendering, _ in rows if rendering]
    PublishedFacet.objects.bulk_create([row for item, made in live for row in facet_rows(item, made)])
    PublishedSpan.objects.bulk_create([row for item, made in live for row in span_rows(item, made)])
    boundaries = [row for item, made in live for row in boundary_rows(item, made, now, waiting)]
    DueBoundary.objects.bulk_create(boundaries, ignore_conflicts=True)


def facet_rows(item: PublishedItem, rendering: Rendering) -> Iterator[PublishedFacet]:
    """One row per distinct code; a facet without value has none."""
    for name, values in rendering.codes.items():
        for value in dict.fromkeys(values):
            yield PublishedFacet(item=item, name=name, value=value)


def span_rows(item: PublishedItem, rendering: Rendering) -> Iterator[PublishedSpan]:
    """The rendering's spans as rows."""
    for span in rendering.spans:
        yield PublishedSpan(
            item=item,
            axis=span.axis,
            value=span.value,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            opens_at=span.opens_at,
            closes_at=span.closes_at,
        )


def boundary_rows(
    item: PublishedItem, rendering: Rendering, now: dt.datetime, waiting: set[Key]
) -> Iterator[DueBoundary]:
    """Boundaries still to come when the record was first published; what was due before is never told."""
    for boundary in rendering.boundaries:
        if boundary.due_at > item.published_at and not _told(item, boundary, now, waiting):
            yield DueBoundary(
                item=item,
                window_id=boundary.window_id,
                name=boundary.name,
                due_at=boundary.due_at,
                cause=boundary.cause,
                part=boundary.item,
            )


def _told(item: PublishedItem, boundary: Boundary, now: dt.datetime, waiting: set[Key]) -> bool:
    key = (item.id, boundary.window_id, boundary.name, boundary.due_at, boundary.cause)
    return boundary.name in TOLD_BY_RECORDING and boundary.due_at <= now and key not in waiting
