"""What a scheme rests on, then and now: whether the words it was cut from still stand in the published document.

Nothing here is stored: the version an editor saw is, and the log holds what the public could read as that version.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cms_blocks import clauses, plain_text
from portal.publication.models import PublishedItem, PublishedVersion

if TYPE_CHECKING:
    from portal.policies.models import PolicyDocument, Scheme, SchemeBasis

CHANGED, GONE = "changed", "gone"


def current_versions(documents: Iterable[UUID]) -> dict[UUID, int]:
    """The number of the version that the public reads, of documents (permanent ids) that it reads."""
    rows = PublishedItem.objects.filter(pk__in=list(documents), live=True)
    return dict(rows.values_list("pk", "version"))


def note_versions(scheme: "Scheme") -> None:
    """Give every basis without a version the one that is public now."""
    unseen = [row for row in scheme.bases.get_object_list() if row.document_id and not row.version_seen]
    if not unseen:
        return
    current = current_versions({row.document.permanent_id for row in unseen})
    for row in unseen:
        row.version_seen = current.get(row.document.permanent_id)


def changes(rows: Iterable["SchemeBasis"]) -> dict[int, str]:
    """Positions of bases whose words are no longer those of the version seen: `changed`, or `gone` with the clause.

    Judged by the page as it is published now: within a publication the log does not have it yet.
    """
    listed = [(order, row, row.document) for order, row in enumerate(rows) if row.document and row.version_seen]
    if not listed:
        return {}
    ids = {document.permanent_id for _, _, document in listed}
    items = {item.pk: item for item in PublishedItem.objects.filter(pk__in=ids).only("version", "updated_at")}
    found = {}
    for order, row, document in listed:
        item = items.get(document.permanent_id)
        if item and not _untouched(row, document, item) and (change := _change(row, document)):
            found[order] = change
    return found


def _untouched(row: "SchemeBasis", document: "PolicyDocument", item: PublishedItem) -> bool:
    """The version seen is still the last one, and nothing was published since: no need to compare."""
    published = document.last_published_at
    return row.version_seen == item.version and bool(published and published <= item.updated_at)


def _change(row: "SchemeBasis", document: "PolicyDocument") -> str:
    then = words_of(document.permanent_id, row.version_seen or 0, row.clause_id)
    if then is None:
        return ""
    now = words_now(document, row.clause_id)
    if now is None:
        return GONE
    return CHANGED if squeezed(then) != squeezed(now) else ""


def words_now(document: "PolicyDocument", clause_id: UUID | None) -> str | None:
    """The clause's words as published now, all words where no clause is named; None where the clause is gone."""
    if clause_id is None:
        return plain_text(document.body)
    return _clause(clauses(document.body), clause_id)


def words_of(document: UUID, version: int, clause_id: UUID | None) -> str | None:
    """The same of an earlier version; None where the version is not kept, or had no such clause."""
    member = "detail__body_text" if clause_id is None else "detail__clauses"
    rows = PublishedVersion.objects.filter(item_id=document, n=version, detail__isnull=False)
    kept = rows.values_list(member, flat=True).first()
    return kept if clause_id is None else _clause(kept or (), clause_id)


def later_words(document: UUID, version: int, clause_id: UUID | None) -> Iterator[tuple[Any, str | None]]:
    """(published_at, words) of the versions after `version`, in order."""
    rows = PublishedVersion.objects.filter(item_id=document, n__gt=version, detail__isnull=False).order_by("n")
    for n, published_at in rows.values_list("n", "published_at"):
        yield published_at, words_of(document, n, clause_id)


def squeezed(text: str) -> str:
    """Without white space: a moved line break is no change."""
    return "".join(text.split())


def _clause(found: Iterable[dict[str, Any]], clause_id: UUID) -> str | None:
    return next((row["text"] for row in found if row["id"] == str(clause_id)), None)
