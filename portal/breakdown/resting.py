"""Which schemes rest on which clauses, as editors last left the schemes: published or in a draft, never withdrawn."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from portal.policies.models import Scheme, SchemeBasis


@dataclass(frozen=True)
class Use:
    """One basis of a scheme: document and scheme by primary key; no clause means the document as a whole."""

    document: int
    clause: UUID | None
    scheme: int


def uses(documents: Collection[int] | None = None) -> list[Use]:
    """Every basis, or those in some documents (primary keys); two queries however many there are."""
    rows = in_tables() if documents is None else in_tables().filter(document__in=list(documents))
    found = [Use(*row) for row in rows.order_by("page_id", "sort_order").values_list("document", "clause_id", "page")]
    return found + [use for use in in_drafts() if documents is None or use.document in documents]


def in_tables() -> QuerySet[SchemeBasis]:
    """Bases of schemes of which the tables have the newest state."""
    kept = Q(page__live=True) | Q(page__first_published_at=None)
    return SchemeBasis.objects.filter(kept, page__has_unpublished_changes=False, document__isnull=False)


def in_drafts() -> Iterable[Use]:
    """A draft's bases are in its newest revision alone: the tables hold what is published."""
    drafts = Scheme.objects.filter(Q(live=True) | Q(first_published_at=None), has_unpublished_changes=True)
    for scheme, bases in drafts.order_by("pk").values_list("pk", "latest_revision__content__bases"):
        for row in bases or ():
            if row.get("document"):
                yield Use(row["document"], UUID(row["clause_id"]) if row.get("clause_id") else None, scheme)


def schemes_of(document: int) -> dict[Scheme, list[UUID]]:
    """The schemes resting on a document, by title, with the clauses they rest on."""
    clauses: dict[int, list[UUID]] = {}
    for use in uses([document]):
        clauses.setdefault(use.scheme, []).extend([use.clause] if use.clause else [])
    schemes = Scheme.objects.filter(pk__in=clauses).select_related("parent_scheme").order_by("title", "pk")
    return {scheme: clauses[scheme.pk] for scheme in schemes}
