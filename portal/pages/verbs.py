"""The verbs by which programs publish: importers, demo and `exercise` use what an editor's buttons do."""

import datetime as dt
import uuid
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page

from portal.pages.models import PortalPage
from portal.publication import record as log
from portal.publication.retrying import retried
from portal.publication.transaction import transaction
from portal.windows.clock import period_of
from portal.windows.models import WindowEvent

# Set by the tree when the page is added to it.
TREE_FIELDS = {"path", "depth", "numchild", "url_path"}


@retried
def publish_new(
    *, parent: Page, page: PortalPage, user: Any = None, note: str = "", significant: bool = False
) -> PortalPage:
    """Create `page` under `parent`, live, with one revision, and put it into the log.

    Children (roles, attachments …) already set on the unsaved page are saved with it. Raises ValidationError where
    the database could not hold it. Faster than Wagtail's own create, revise, publish: one save, one revision.
    """
    with transaction():
        page.slug = page.slug or free_slug(page.title, page.permanent_id)
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at = page.last_published_at = timezone.now()
        page.owner = user
        _add(parent, page)
        revision = page.save_revision(user=user, changed=False, clean=False)
        Page.objects.filter(pk=page.pk).update(live_revision=revision)
        page.live_revision = revision
        page.derive()
        log.record(page, change_note=note, significant=significant)
    page._cluster_related_objects = {}
    return page


def _add(parent: Page, page: PortalPage) -> None:
    """Save a new page, its children kept in memory: revision and public form need not read back what was just written.

    A new page has no children to delete either, so empty relations are not even looked at.
    """
    page.locale_id = parent.locale_id
    _check(page)
    kept = {name: rows for name, rows in page.__dict__.get("_cluster_related_objects", {}).items() if rows}
    page._cluster_related_objects = dict(kept)
    page._is_site_root = False
    page.save = partial(page.save, clean=False)
    try:
        parent.add_child(instance=page)
    finally:
        del page.save
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(page)]
    relations += [field.name for field in get_all_child_m2m_relations(page)]
    page._cluster_related_objects = {name: kept.get(name, []) for name in relations}


def _check(page: PortalPage) -> None:
    """Every plain value; rows that others are made of were read a moment ago, and duplicates the database refuses."""
    linked = {field.name for field in page._meta.concrete_fields if field.is_relation}
    page.full_clean(exclude=linked | TREE_FIELDS, validate_unique=False, validate_constraints=False)


@retried
def publish_changes(*, page: PortalPage, user: Any = None, note: str = "", significant: bool = False) -> PortalPage:
    """Save a revision of the changed `page` and publish it."""
    with transaction():
        log.record(page, change_note=note, significant=significant)
        page.save_revision(user=user).publish(user=user)
    return page


@retried
def withdraw(*, page: PortalPage, reason: str, successor: UUID | None = None, user: Any = None, note: str = "") -> None:
    """Take `page` off the site for a stated reason (one of WITHDRAWAL_REASONS); its address answers 410 from now on."""
    with transaction():
        # A failed attempt leaves the page in memory as if it were down already: Wagtail would then do nothing.
        page.refresh_from_db(fields=["live"])
        log.withdraw(page.permanent_id, reason=reason, successor=successor, note=note)
        page.unpublish(user=user)


def free_slug(title: str, permanent_id: uuid.UUID) -> str:
    """A readable slug that no sibling can have: the title's ASCII part and the id's first eight digits."""
    stem = slugify(title)[:40].strip("-")
    return f"{stem}-{permanent_id.hex[:8]}" if stem else permanent_id.hex[:12]


@retried
def record_happening(
    *, page: PortalPage, window_id: UUID, kind: str, at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None, reason: str = "", source_url: str = "", user: Any = None, **said: Any,
) -> WindowEvent:  # fmt: skip
    """Append what happened to one of the page's windows and put the changed record into the log.

    `said` are further fields of the happening: its `id`, what it `corrects_id`, a correction's `opens_at` and
    `open_ended`. Raises ValidationError where reason or new closing time is missing, or the window is another page's.
    Instants are zoned; `at` defaults to now.
    """
    if period_of(page.representation(), str(window_id)) is None:
        raise ValidationError(_("The window is not one of this page."))
    with transaction():
        happening = WindowEvent(
            window_id=window_id, kind=kind, at=at or timezone.now(), closes_at=closes_at, reason=reason,
            source_url=source_url, recorded_by=user, **said,
        )  # fmt: skip
        happening.save()
        log.record(page, change_note=reason, significant=True)
    return happening
