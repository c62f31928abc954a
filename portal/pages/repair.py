"""Compares what is live with what the log says is public, and mends the log: after an accident or an upgrade."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from wagtail.models import Page

from portal.batches import in_batches
from portal.pages.models import PortalPage
from portal.publication import record as log
from portal.publication.decision import BOOKKEEPING
from portal.publication.facts import facts_of
from portal.publication.models import PublishedFacet, PublishedItem, PublishedSpan, PublishedVersion
from portal.publication.record_rows import facet_rows, span_rows
from portal.publication.refiling import refile_item
from portal.publication.rendering import Rendering, changed_fields
from portal.publication.transaction import transaction

BATCH = 100


@dataclass(frozen=True)
class Difference:
    """One record about which page and log say different things; `page` is None where there is no public page."""

    id: UUID
    title: str
    why: str
    page: PortalPage | None = None
    rows_only: bool = False


def mend(*, dry_run: bool = False) -> Iterator[Difference]:
    """Find and, unless `dry_run`, mend every difference; each batch of pages is one publication transaction."""
    ids = list(Page.objects.live().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        yield from _mended(pages_of(ids[start : start + BATCH]), dry_run)
    yield from _orphans(dry_run)


def pages_of(keys: Iterable[int]) -> list[PortalPage]:
    """The records among some pages."""
    return [page for page in Page.objects.filter(pk__in=list(keys)).specific() if isinstance(page, PortalPage)]


def _mended(pages: list[PortalPage], dry_run: bool) -> list[Difference]:
    with transaction():
        found = list(filter(None, map(difference, pages)))
        for different in [] if dry_run else found:
            assert different.page is not None  # noqa: S101 - differences of pages have one
            rendering = different.page.rendering()
            if different.rows_only and rendering:
                refile_item(different.id, rendering)
            else:
                log.record(different.page, change_note="")
    return found


def difference(page: PortalPage) -> Difference | None:
    """What the log says otherwise of a live page, in words; None where they agree."""
    rendering = page.rendering()
    item = PublishedItem.objects.filter(pk=page.permanent_id, live=True).first()
    if rendering is None:
        return Difference(page.permanent_id, page.title, "not public, but in the log", page) if item else None
    if item is None:
        return Difference(page.permanent_id, page.title, "public, but not in the log", page)
    if why := _told_otherwise(item, rendering):
        return Difference(page.permanent_id, page.title, why, page)
    if why := _filed_otherwise(item, rendering):
        return Difference(page.permanent_id, page.title, why, page, rows_only=True)
    return None


def _told_otherwise(item: PublishedItem, rendering: Rendering) -> str:
    if item.path != rendering.path:
        return f"the log has it at {item.path}"
    current = PublishedVersion.objects.filter(item=item, n=F("item__version")).values_list("detail", flat=True).first()
    names = {row["field"] for row in changed_fields(current or {}, rendering.detail)} - BOOKKEEPING
    return f"other facts: {', '.join(sorted(names))}" if names else ""


def _filed_otherwise(item: PublishedItem, rendering: Rendering) -> str:
    """Rows by which it is found; they are no event."""
    facets = set(PublishedFacet.objects.filter(item=item).values_list("name", "value"))
    if facets != {(row.name, row.value) for row in facet_rows(item, rendering)}:
        return "filed under other codes"
    spans = set(PublishedSpan.objects.filter(item=item).values_list("axis", "value", "starts_at", "ends_at"))
    if spans != {(row.axis, row.value, row.starts_at, row.ends_at) for row in span_rows(item, rendering)}:
        return "its status is tabulated otherwise"
    return "" if item.facts == facts_of(rendering) else "filters know other facts"


def _orphans(dry_run: bool) -> Iterator[Difference]:
    """Public by the log alone: the page is gone or was taken down without a word."""
    public = set()
    for model in PortalPage.__subclasses__():
        public |= set(model.objects.filter(live=True).values_list("permanent_id", flat=True))
    for item in in_batches(PublishedItem.objects.filter(live=True)):
        if item.pk in public:
            continue
        if not dry_run:
            with transaction():
                log.withdraw(item.pk)
        yield Difference(item.pk, item.title, "in the log, but there is no live page")
