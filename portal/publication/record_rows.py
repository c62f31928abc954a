"""The rows by which a live record is found: its codes, its tabulated status, its coming boundaries."""

from collections.abc import Iterator

from portal.publication.models import DueBoundary, PublishedFacet, PublishedItem, PublishedSpan
from portal.publication.rendering import Rendering


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


def boundary_rows(item: PublishedItem, rendering: Rendering) -> Iterator[DueBoundary]:
    """Boundaries still to come when the record was first published; what was due before is never told."""
    for boundary in rendering.boundaries:
        if boundary.due_at > item.published_at:
            yield DueBoundary(
                item=item,
                window_id=boundary.window_id,
                name=boundary.name,
                due_at=boundary.due_at,
                cause=boundary.cause,
                part=boundary.item,
            )
