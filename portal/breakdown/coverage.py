"""How much of a document is broken down: a clause is judged when a scheme rests on it, or when it needs none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from portal.breakdown.models import ClauseJudgement
from portal.breakdown.resting import uses
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
    clauses = Clause.objects.filter(document__in=wanted) if len(wanted) <= LISTED else Clause.objects.all()
    totals = dict(clauses.order_by().values_list("document").annotate(Count("pk")))
    covered = {(use.document, use.clause) for use in uses() if use.clause and use.document in wanted}
    needless = set(ClauseJudgement.objects.values_list("document_id", "clause_id"))
    needless = {pair for pair in needless if pair[0] in wanted}
    there = _existing({document for document, _ in covered | needless})
    with_scheme = Counter(document for document, _ in covered & there)
    without = Counter(document for document, _ in (needless & there) - covered)
    return {
        document: Coverage(totals.get(document, 0), with_scheme[document], without[document]) for document in wanted
    }


def _existing(documents: set[int]) -> set[tuple[int, UUID | None]]:
    """Clauses that the published texts have now: what was judged of others does not count."""
    return set(Clause.objects.filter(document__in=documents).values_list("document_id", "clause_id"))
