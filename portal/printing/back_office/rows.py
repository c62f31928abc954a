"""The composed rows, chapters and entries, between the screen's JSON and a compilation's entries."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.policies.models import Compilation, CompilationEntry, PolicyDocument, Scheme
from portal.printing.back_office.candidates import row_of
from portal.publication.models import PublishedItem

MOST_ENTRIES = 1_000
LONGEST_HEADING = 255
LONGEST_NOTE = 5_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One entry as the screen sent it: its own id where it was there before, the record, chapter and note."""

    id: UUID | None
    record: UUID
    heading: str
    note: str


def rows_of(page: Compilation) -> list[Row]:
    """What the screen begins with: a row for each chapter, a row for each entry."""
    rows: list[Row] = []
    heading = ""
    entries = [(row, record) for row in page.entries.all() if (record := row.scheme or row.document)]
    items = PublishedItem.objects.in_bulk([record.permanent_id for _row, record in entries])
    for row, record in entries:
        if row.heading != heading:
            heading = row.heading
            rows.append({"chapter": heading})
        item = items.get(record.permanent_id)
        known = row_of(item) if item and item.live else {"record": str(record.permanent_id), "detail": ""}
        gone = item is None or not item.live
        rows.append(known | {"id": str(row.permanent_id), "title": record.title, "note": row.note, "gone": gone})
    return rows


def parse(sent: str) -> list[Entry]:
    """The screen's JSON as entries; raises ValidationError in the editor's words for anything else."""
    try:
        rows = json.loads(sent)
        found, heading = [], ""
        for row in rows:
            if "chapter" in row:
                heading = str(row["chapter"]).strip()[:LONGEST_HEADING]
            else:
                own = UUID(row["id"]) if row.get("id") else None
                found.append(
                    Entry(own, UUID(row["record"]), heading, str(row.get("note") or "").strip()[:LONGEST_NOTE])
                )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValidationError(_("The list of entries could not be read; nothing was saved.")) from None
    if len(found) > MOST_ENTRIES:
        raise ValidationError(_("A compilation holds at most %(most)s entries.") % {"most": MOST_ENTRIES})
    return found


def put(entries: list[Entry], page: Compilation) -> None:
    """Set the page's entries, in memory. Raises ValidationError where a record is not there."""
    wanted = [entry.record for entry in entries]
    schemes = {found.permanent_id: found for found in Scheme.objects.filter(permanent_id__in=wanted)}
    documents = {found.permanent_id: found for found in PolicyDocument.objects.filter(permanent_id__in=wanted)}
    known = {row.permanent_id: row.pk for row in page.entries.all()}
    rows = []
    for order, entry in enumerate(entries):
        if entry.record not in schemes and entry.record not in documents:
            raise ValidationError(_("An entry's record is no longer there; take it out and add it again."))
        own = entry.id if entry.id in known else None
        rows.append(
            CompilationEntry(
                pk=known.pop(own, None) if own else None,
                permanent_id=own or uuid4(),
                heading=entry.heading,
                scheme=schemes.get(entry.record),
                document=documents.get(entry.record),
                note=entry.note,
                sort_order=order,
            )  # fmt: skip
        )
    page.entries = rows
