"""How much of a document is broken down: a clause is judged when a scheme rests on it, or when it needs none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from portal.breakdown.models import ClauseJudgement
from portal.breakdown.resting import in_drafts, in_tables
from portal.policies.models import Clause

# More documents than this are counted by looking at all clauses: a list of so many keys is slower.
LISTED = 200


@dataclass(frozen=True)
class Coverage:
    """Clauses of a document's published text: all, those with a scheme, those that need none (and have none)."""

    clauses: int = 0
    covered: int = 0
    needless: int = 0

    @property
    def judged(self) -> int:
        """Clauses that nobody has to look at any more."""
        return self.covered + self.needless

    @property
    def open(self) -> int:
        """Clauses still to be judged."""
        return self.clauses - self.judged

    @property
    def share(self) -> int:
        """Judged clauses in percent; a document without clauses has nothing judged."""
        return 100 * self.judged // self.clauses if self.clauses else 0


def coverage_of(documents: Iterable[int]) -> dict[int, Coverage]:
    """Coverage by primary key of documents; five queries however many there are."""
    wanted = set(documents)
    named = {"document__in": wanted} if len(wanted) <= LISTED else {}
    totals = dict(Clause.objects.filter(**named).order_by().values_list("document").annotate(Count("pk")))
    covered = _pairs(in_tables().filter(**named)) | _drafted()
    needless = _pairs(ClauseJudgement.objects.filter(**named)) - covered
    with_scheme = Counter(document for document, _ in covered)
    without = Counter(document for document, _ in needless)
    return {
        document: Coverage(totals.get(document, 0), with_scheme[document], without[document]) for document in wanted
    }


def _pairs(rows: QuerySet[Any]) -> set[tuple[int, UUID]]:
    """(document, clause) of rows whose clause the published text has now: what was judged of others counts no more."""
    there = Clause.objects.filter(document=OuterRef("document"), clause_id=OuterRef("clause_id"))
    return set(rows.filter(Exists(there)).values_list("document_id", "clause_id"))


def _drafted() -> set[tuple[int, UUID]]:
    """The same of bases that stand in drafts alone."""
    pairs = {(use.document, use.clause) for use in in_drafts() if use.clause}
    there = Clause.objects.filter(document__in={document for document, _ in pairs})
    return {pair for pair in there.values_list("document_id", "clause_id") if pair in pairs}
