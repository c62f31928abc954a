"""What a person decides about a record of a source: accept all or some of it, reject it, join it to a record here."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.importers.lookups import Lookups
from portal.pages import gate
from portal.pages.models import PortalPage
from portal.pages.tree import listing_for
from portal.pages.verbs import free_slug
from portal.publication.transaction import transaction
from portal.sources.access import require_add, require_edit
from portal.sources.by_themselves import accept_silently, clear
from portal.sources.fields import copy_field, fields_of, same
from portal.sources.models import Decision, Deed, RecordState, SourceRecord
from portal.sources.readers import Readable, readable

PROVENANCE = ("source_name", "source_id", "source_url", "source_licence", "source_retrieved_on")


class Overtaken(Exception):
    """Somebody else decided, or the source changed the record again, since the screen was made."""

    def __init__(self) -> None:
        super().__init__(_("This record has changed since you opened it. Look at it again before you decide."))


@dataclass
class Outcome:
    """The page, whether the public reads it now, and why not where it was meant to."""

    page: PortalPage
    published: bool = False
    reasons: list[str] = field(default_factory=list)


def accept(*, record: SourceRecord, digest: str, user: Any, names: Collection[str] | None = None) -> Outcome:
    """Take the pending record over (`names`: only these fields of a page that is here), publish it where that is meant.

    `digest` is that of the pending record the person saw. What the gate refuses, or the person may not publish, stays
    a draft. Raises Overtaken, PermissionDenied, Refused, ValidationError; nothing is changed then.
    """
    with transaction():
        mine = locked(record, digest)
        found = readable(mine.source, mine.kind, mine.pending, mine.seen_at)
        after = found.scratch(Lookups())
        after.content_digest = found.digest
        page = _page_of(mine, found)
        if page is None:
            outcome = _create(mine, after, found, user)
            taken: list[str] = []
        else:
            outcome, taken = _change(mine, page, after, user, names)
        mine.page_id = outcome.page.pk
        accept_silently(mine, timezone.now(), user)
        note = " ".join(outcome.reasons)
        Decision.objects.create(record=mine, deed=Deed.ACCEPTED, by=user, fields=taken, note=note)
    return outcome


def reject(*, record: SourceRecord, digest: str, user: Any, note: str = "") -> None:
    """Leave everything as it is here; the same record does not come back until the source changes it."""
    with transaction():
        mine = locked(record, digest)
        if mine.page:
            require_edit(user, mine.page.specific)
        mine.rejected_digest = mine.pending_digest
        clear(mine, RecordState.SETTLED if mine.accepted_digest else RecordState.REJECTED)
        Decision.objects.create(record=mine, deed=Deed.REJECTED, by=user, note=note)


def join(*, record: SourceRecord, digest: str, page: PortalPage, user: Any) -> None:
    """Say that a new record is one that is here already: accepting then changes that one."""
    with transaction():
        mine = locked(record, digest)
        require_edit(user, page)
        if mine.page_id or type(page) is not readable(mine.source, mine.kind, mine.pending).model:
            raise ValidationError(_("The two are not of the same kind."))
        mine.page_id = page.pk
        mine.save(update_fields=["page"])
        Decision.objects.create(record=mine, deed=Deed.JOINED, by=user, note=page.title)


def locked(record: SourceRecord, digest: str) -> SourceRecord:
    """The row as it is now; raises Overtaken where it is not what the person saw."""
    found = SourceRecord.objects.select_for_update().select_related("source").get(pk=record.pk)
    if found.state != RecordState.WAITING or found.pending_digest != digest:
        raise Overtaken
    return found


def _page_of(record: SourceRecord, found: Readable) -> PortalPage | None:
    """The page it belongs to: its own, or one that an import of the same source made."""
    if record.page_id:
        page: PortalPage = Page.objects.get(pk=record.page_id).specific
        if type(page) is not found.model:
            raise ValidationError(_("The record here is of another kind; reject this one and add it by hand."))
        return page
    page = found.model.objects.filter(permanent_id=found.page_id).first()
    if page and page.source_records.exclude(pk=record.pk).exists():
        raise ValidationError(_("Another source brings the record with this id already."))
    return page


def target_list(record: SourceRecord, kind: str) -> Page:
    """Where a new page goes: the source's list where it is one of this kind, else the kind's. Raises NoListing."""
    chosen = record.source.listing.specific if record.source.listing else None
    return chosen if chosen is not None and getattr(chosen, "kind", "") == kind else listing_for(kind)


def _create(record: SourceRecord, page: PortalPage, found: Readable, user: Any) -> Outcome:
    parent = target_list(record, page.kind)
    require_add(user, parent)
    page.permanent_id = found.page_id
    page.slug = free_slug(page.title, page.permanent_id)
    page.live, page.has_unpublished_changes, page.owner = False, True, user
    page.record_owner = record.source.owner
    parent.add_child(instance=page)
    return _published(record, page, page.save_revision(user=user), user)


def _change(
    record: SourceRecord, page: PortalPage, after: PortalPage, user: Any, names: Collection[str] | None
) -> tuple[Outcome, list[str]]:
    require_edit(user, page)
    draft = page.get_latest_revision_as_object()
    before = None if names is not None else _accepted(record)
    wanted = [one for one in fields_of(type(after)) if names is None or one.name in names]
    changed = [one for one in wanted if before is None or not same(before, after, one)]
    taken = [one for one in changed if not same(draft, after, one)]
    for one in taken:
        copy_field(one, source=after, target=draft)
    for name in (*PROVENANCE, "content_digest"):
        setattr(draft, name, getattr(after, name))
    in_work = page.has_unpublished_changes and page.live
    revision = draft.save_revision(user=user)
    labels = [str(one.label) for one in taken]
    if in_work:
        reason = _("Somebody is working on this record: the changes are in its draft.")
        return Outcome(draft, reasons=[reason]), labels
    return _published(record, draft, revision, user), labels


def _accepted(record: SourceRecord) -> PortalPage | None:
    """What was last accepted, to tell what the source changed since; of a joined record everything counts."""
    if record.accepted is None:
        return None
    return readable(record.source, record.kind, record.accepted).scratch(Lookups())


def _published(record: SourceRecord, page: PortalPage, revision: Any, user: Any) -> Outcome:
    if not record.source.publish:
        return Outcome(page)
    if not page.permissions_for_user(user).can_publish():
        return Outcome(page, reasons=[_("You may not publish it: it waits as a draft.")])
    refused = (
        [str(one.text) for one in gate.refusals(page, revision, user)]
        if settings.PUBLICATION_GATE == gate.ENFORCED
        else []
    )
    if refused:
        return Outcome(page, reasons=refused)
    revision.publish(user=user)
    return Outcome(page, published=True)
