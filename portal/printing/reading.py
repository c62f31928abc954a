"""A release's entries with what they said when it was printed, and what they say now."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.printing.facts import Fact, facts_of
from portal.printing.models import Release
from portal.publication.models import PublishedItem, PublishedVersion

Form = dict[str, Any]


@dataclass(frozen=True)
class Printed:
    """One entry: its place in the release, and the printed detail form (None: redacted since)."""

    entry: int
    heading: str
    note: str
    id: UUID
    n: int
    detail: Form | None

    @property
    def title(self) -> str:
        """As printed; "" where it was redacted."""
        return str(self.detail["title"]) if self.detail else ""

    def facts(self, at: dt.datetime) -> list[Fact]:
        """The facts as they were at `at`, without those that the text itself tells."""
        return facts_of(self.detail, at) if self.detail else []


def printed_entries(release: Release, only: int | None = None) -> list[Printed]:
    """The entries in order (or the one of that number), in two queries whatever their number."""
    rows = [row for row in release.contents if only in (None, row["entry"])]
    versions = PublishedVersion.objects.filter(
        item_id__in=[row["id"] for row in rows], n__in={row["n"] for row in rows}
    )
    details = {(str(found.item_id), found.n): found.detail for found in versions}
    return [
        Printed(
            entry=row["entry"], heading=row["heading"], note=row["note"], id=UUID(row["id"]), n=row["n"],
            detail=details.get((row["id"], row["n"])),
        )
        for row in rows
    ]  # fmt: skip


def foreword(release: Release) -> str:
    """The compilation's own text as HTML; "" where there is none, or it was redacted."""
    found = PublishedVersion.objects.filter(item_id=release.compilation, n=release.version).first()
    return str((found.detail or {}).get("body_html") or "") if found else ""


def own_words_stand(release: Release) -> bool:
    """Whether the compilation's own words (title, chapters, notes) were not taken back since."""
    own = PublishedVersion.objects.filter(item_id=release.compilation, n=release.version, detail__isnull=False)
    return own.exists()


def may_be_read(release: Release) -> bool:
    """Whether nothing in it was taken back since: then the file holds what nobody should read any more."""
    return own_words_stand(release) and all(printed.detail is not None for printed in printed_entries(release))


def present(ids: list[UUID]) -> dict[UUID, tuple[PublishedItem, Form | None]]:
    """Each record as it stands now, with its current detail form."""
    items = {item.pk: item for item in PublishedItem.objects.filter(pk__in=ids)}
    versions = PublishedVersion.objects.filter(item_id__in=items, n__in={item.version for item in items.values()})
    details = {(found.item_id, found.n): found.detail for found in versions}
    return {pk: (item, details.get((pk, item.version))) for pk, item in items.items()}
