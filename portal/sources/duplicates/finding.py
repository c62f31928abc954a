"""Looks through what was published or drafted since last time for records that are here already."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction as database
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from portal.batches import in_batches
from portal.jobs.running import Run
from portal.pages.models import PortalPage
from portal.publication.head import log_head
from portal.publication.models import PublishedItem
from portal.sources.duplicates.likeness import ALIKE, fingerprint, likeness, text_of
from portal.sources.models import DuplicatePair, Fingerprint, LookedThrough, PairState

BATCH = 50
MOST_CANDIDATES = 50


def behind() -> bool:
    """Whether anything was published or drafted that was not looked at."""
    looked, head = _looked(), log_head()
    return (looked.epoch, looked.position) != (head.epoch, head.position) or _drafts(looked).exists()


def find(run: Run) -> dict[str, int]:
    """Look through everything new, some pages a transaction; killed, it goes on where it was."""
    looked, head = _looked(), log_head()
    if looked.epoch != head.epoch:
        looked.epoch, looked.position = head.epoch, 0
    seen = found = 0
    while items := list(_published(looked.position, head.position)):
        with database.atomic():
            found += sum(_look(page) for page in _pages(items))
            looked.position = items[-1][2]
            looked.save()
        seen += len(items)
        run.progress(min(looked.position, head.position), head.position)
    looked.position = head.position
    looked.save()
    return {"looked_at": seen + _find_in_drafts(looked), "proposed": found}


def _looked() -> LookedThrough:
    return LookedThrough.objects.filter(pk=1).first() or LookedThrough(pk=1)


def _published(after: int, until: int) -> Iterable[tuple]:
    rows = PublishedItem.objects.filter(position__gt=after, position__lte=until).order_by("position")
    return rows.values_list("pk", "kind", "position")[:BATCH]


def _pages(items: Iterable[tuple]) -> list[PortalPage]:
    """The live pages of published items; what was withdrawn meanwhile is proposed no more."""
    ids = [item[0] for item in items]
    pages = [page for model in page_models() for page in model.objects.filter(permanent_id__in=ids)]
    down = [page.pk for page in pages if not page.live]
    Fingerprint.objects.filter(page__in=down).delete()
    proposed_with(down).delete()
    return [page for page in pages if page.live]


def page_models() -> list[type[PortalPage]]:
    """Every kind of record."""
    waiting, found = list(PortalPage.__subclasses__()), []
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        found += [] if model._meta.abstract else [model]
    return found


def proposed_with(pages: Iterable[int]) -> QuerySet[DuplicatePair]:
    """Open proposals about any of the pages."""
    either = Q(first__in=pages) | Q(second__in=pages)
    return DuplicatePair.objects.filter(either, state=PairState.PROPOSED)


def _drafts(looked: LookedThrough) -> QuerySet[Page]:
    """Never published pages that were written since."""
    drafts = Page.objects.filter(live=False, first_published_at=None, latest_revision_created_at__isnull=False)
    since = looked.drafts_at or dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    return drafts.filter(latest_revision_created_at__gt=since, depth__gt=3).order_by("latest_revision_created_at")


def _find_in_drafts(looked: LookedThrough) -> int:
    until, seen = timezone.now(), 0
    for draft in in_batches(_drafts(looked).filter(latest_revision_created_at__lte=until)):
        page = draft.specific
        if isinstance(page, PortalPage):
            with database.atomic():
                _look(page.get_latest_revision_as_object())
            seen += 1
    looked.drafts_at = until
    looked.save()
    return seen


def _look(page: PortalPage) -> int:
    """Renew a page's fingerprint and the proposals about it; returns how many are new."""
    mine = fingerprint(page)
    Fingerprint.objects.update_or_create(
        page_id=page.pk, defaults={name: getattr(mine, name) for name in ("kind", "number", "title", "text")}
    )
    text, kept, new = text_of(page), [], 0
    for other in _candidates(mine):
        first, second = sorted((page.pk, other.page_id))
        same_number = bool(mine.number) and mine.number == other.number
        same_title, percent = mine.title == other.title, likeness(text, _text(other))
        if same_number or percent == 100 or (same_title and percent >= ALIKE):
            facts = {"same_number": same_number, "same_title": same_title, "likeness": percent}
            pair, created = DuplicatePair.objects.update_or_create(first_id=first, second_id=second, defaults=facts)
            kept.append(pair.pk)
            new += created
    proposed_with([page.pk]).exclude(pk__in=kept).delete()
    return new


def _candidates(mine: Fingerprint) -> QuerySet[Fingerprint]:
    mine_type = Page.objects.filter(pk=mine.page_id).values("content_type")[:1]
    others = like(mine).filter(page__content_type=mine_type).exclude(page=mine.page_id)
    return others.order_by(F("page").desc())[:MOST_CANDIDATES]


def like(mine: Fingerprint) -> QuerySet[Fingerprint]:
    """Fingerprints of the kind with the same number, title or text."""
    same = Q(title=mine.title)
    same |= Q(number=mine.number) if mine.number else Q()
    same |= Q(text=mine.text) if mine.text else Q()
    return Fingerprint.objects.filter(same, kind=mine.kind).select_related("page")


def _text(other: Fingerprint) -> str:
    page = other.page.specific
    return text_of(page if page.live else page.get_latest_revision_as_object())


def candidates_for(page: PortalPage) -> list[Page]:
    """Live pages like one that is not here yet: what a source brings, what a file was read into."""
    found = like(fingerprint(page)).filter(page__live=True)[:MOST_CANDIDATES]
    return [one.page for one in found if one.page.specific_class is type(page)]
