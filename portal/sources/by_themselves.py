"""What needs nobody: a change that says nothing new is settled, a date applies where the source's rules allow it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page

from portal.importers.lines import Refused
from portal.pages.gate import GateRefused
from portal.pages.models import PortalPage
from portal.pages.verbs import publish_changes
from portal.publication.transaction import transaction
from portal.sources.fields import Field, copy_field, fields_of, same, words
from portal.sources.models import Decision, Deed, RecordState, Source, SourceRecord
from portal.sources.readers import Glance, readable


def settle(source: Source, *, now: dt.datetime) -> int:
    """Look once at every changed record of a source; returns how many need nobody any more.

    Each is its own publication; killed, it goes on with those that were not looked at.
    """
    settled = 0
    changed = source.records.filter(state=RecordState.WAITING, page__isnull=False).exclude(accepted_digest="")
    for pk, digest, applied in changed.values_list("pk", "pending_digest", "applied"):
        if applied.get("digest") != digest:
            with transaction():
                settled += _one(source, SourceRecord.objects.select_for_update().get(pk=pk), now)
    return settled


def _one(source: Source, record: SourceRecord, now: dt.datetime) -> bool:
    page = Page.objects.get(pk=record.page_id).specific
    fields: dict[str, str] = {}
    changed: list[Field] | None = []
    try:
        lookups = Glance()
        before = readable(source, record.kind, record.accepted).scratch(lookups)
        after = readable(source, record.kind, record.pending).scratch(lookups)
        changed = [field for field in fields_of(type(after)) if not same(before, after, field)]
        if type(page) is type(before) is type(after):
            fields = _apply(source, record, changed, before, after, page)
    except (GateRefused, Refused, ValidationError, LookupError, TypeError, ValueError):
        changed = None  # what cannot be compared is for a person
    if changed is not None and {field.name for field in changed} <= set(fields):
        accept_silently(record, now)
        return True
    record.applied = {"digest": record.pending_digest, "fields": {**record.applied.get("fields", {}), **fields}}
    record.save(update_fields=["applied"])
    return False


def _apply(
    source: Source, record: SourceRecord, changed: list[Field], before: PortalPage, after: PortalPage, page: PortalPage
) -> dict[str, str]:
    """Take dates over into the page where nobody changed them here and no draft is in work."""
    if not (source.dates_by_themselves and page.live and not page.has_unpublished_changes):
        return {}
    mine = record.applied.get("fields", {})
    open_to = [
        field
        for field in changed
        if field.date and words(page, field) == mine.get(field.name, words(before, field)) and words(after, field)
    ]
    if open_to:
        for field in open_to:
            copy_field(field, source=after, target=page)
        labels = [str(field.label) for field in open_to]
        publish_changes(page=page, note="、".join(labels))
        Decision.objects.create(record=record, deed=Deed.APPLIED, fields=labels)
    return {field.name: words(after, field) for field in open_to}


def accept_silently(record: SourceRecord, now: dt.datetime, user: Any = None) -> None:
    """The pending memory becomes the accepted one."""
    record.accepted, record.accepted_digest = record.pending, record.pending_digest
    record.accepted_at, record.accepted_by = now, user
    clear(record, RecordState.SETTLED)


def clear(record: SourceRecord, state: str) -> None:
    """Nothing is pending any more."""
    record.pending, record.pending_digest, record.pending_at, record.applied = None, "", None, {}
    record.state = state
    record.save()
