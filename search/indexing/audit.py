"""The whole index held against the log, for the operator."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from portal.publication.head import log_head
from portal.publication.health import consumer_lag
from portal.publication.models import PublishedItem
from search.engine import Engine
from search.filing import Filed
from search.indexing.comparison import CONSUMER, Difference, Problem, contents, differences, reached, unlike
from search.indexing.gathering import BATCH


@dataclass(frozen=True)
class Row:
    """One difference with what tells a person which record it is; kind and title are "" when the log has none."""

    problem: Problem
    id: str
    kind: str
    title: str
    position: int | None
    filed: int | None

    @property
    def where(self) -> str:
        """The log's and the index's position."""
        if self.position == self.filed:
            return f"at {self.position}, otherwise"
        return f"log {self.position or '-'}, index {self.filed or '-'}"


@dataclass(frozen=True)
class Audit:
    """`reached` and `head` are positions; `newer` records changed after `reached`: not yet indexed, no difference.

    `filed` and `public` count records; `reason` says why the index cannot be the log's at all.
    """

    reached: int
    head: int
    lag_seconds: float
    filed: int
    public: int
    newer: int
    reason: str = ""
    rows: list[Row] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing differs."""
        return not self.rows and not self.reason

    @property
    def counts(self) -> dict[str, int]:
        """Differences by problem, zeros included."""
        return {problem: sum(row.problem is problem for row in self.rows) for problem in Problem}

    def as_json(self) -> dict[str, Any]:
        """Every member, and the rows by problem."""
        members = {name: value for name, value in asdict(self).items() if name != "rows"}
        listed = {str(problem): [asdict(row) for row in self.rows if row.problem is problem] for problem in Problem}
        return {**members, "clean": self.clean, **listed}


def audit(engine: Engine, now: dt.datetime) -> Audit:
    """Compare every record by position and digest. Raises EngineUnavailable.

    Publications may go on meanwhile: what is read first is how far the index has come, and only what has not changed
    since is compared.
    """
    upto, head, ready = reached(), log_head(), engine.ready()
    reason = unlike(engine, ready, head)
    filed = engine.filed() if ready else {}
    expected: dict[str, Filed] = {}
    newer: set[str] = set()
    for made, changed in contents(upto):
        expected.update(made)
        newer |= changed
    rows = list(_rows(differences(expected, filed, newer), upto))
    public = PublishedItem.objects.filter(live=True).count()
    return Audit(upto, head.position, consumer_lag(CONSUMER, now), len(filed), public, len(newer), reason, rows)


def _rows(found: list[Difference], upto: int) -> Iterator[Row]:
    """Those that have not changed since they were compared."""
    known: dict[str, tuple[str, str, int]] = {}
    for start in range(0, len(found), BATCH):
        ids = [UUID(difference.id) for difference in found[start : start + BATCH]]
        items = PublishedItem.objects.filter(pk__in=ids).values_list("pk", "kind", "title", "position")
        known |= {str(pk): (kind, title, position) for pk, kind, title, position in items}
    for each in found:
        kind, title, position = known.get(each.id, ("", "", 0))
        if position <= upto:
            yield Row(each.problem, each.id, kind, title, each.position, each.filed)
