"""The consumer that keeps the index equal to the log, and builds it again where that cannot be done otherwise."""

import logging
import time
from collections.abc import Callable, Sequence
from uuid import UUID

from portal.publication.consumers import NotNow
from portal.publication.head import log_head
from portal.publication.models import PublicationEvent
from search.engine import Engine, configured_engine
from search.indexing.comparison import CONSUMER, Difference, differences, positions, reached, unlike
from search.indexing.gathering import BATCH, changed_after, gather
from search.indexing.lease import Lease, take, unfinished
from search.indexing.rebuild import RebuildRefused, Steps, steps
from search.models import SearchRebuild

logger = logging.getLogger(__name__)

TEND_SECONDS = 5.0
BATCHES_A_TURN = 5


class Indexer:
    """Reads which records changed, then the records as they are now: repeating a batch changes nothing.

    `handle` and `tend` raise EngineUnavailable while the engine is away and RebuildRunning where they would have to
    wait for another process's rebuild; the worker tries again. Its own rebuild goes on a few batches a turn, so that
    the sweeper and the other consumers are not kept waiting.
    """

    name = CONSUMER

    def __init__(self, engine: Engine | None = None, clock: Callable[[], float] = time.monotonic):
        self.engine = engine or configured_engine()
        self.clock = clock
        self.tended_at: float | None = None
        self.building: Steps | None = None
        self.built_to = 0
        self.seen = 0
        self.compared = False

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        """Bring the index up to these events; without an index, build it whole. Raises NotNow until it is there."""
        if self.building is None:
            self._mend()
        if self.building and not self.engine.ready():
            raise NotNow
        if new := {event.item_id for event in events if event.position > self.built_to}:
            self.engine.apply(*gather(new))

    def tend(self) -> bool:
        """Every few seconds, see that the index is sound; at every turn, go on with the rebuild. True: not yet done."""
        now = self.clock()
        if self.building:
            self._build(self.building)
        elif self.tended_at is None or now - self.tended_at >= TEND_SECONDS:
            self._mend()
            self.tended_at = now
        return self.building is not None

    def _mend(self) -> None:
        if reason := self._unsound():
            logger.warning("%s; building the search index from the log", reason)
            self._build(steps(self.engine))
            return
        if left := unfinished():
            self._finish(left)
        self.compared = True
        self.seen = log_head().position

    def _build(self, running: Steps) -> None:
        """A few batches of a rebuild."""
        self.building = None
        try:
            for _ in range(BATCHES_A_TURN):
                next(running)
            self.building = running
        except StopIteration as ended:
            self.built_to, self.compared, self.seen = ended.value, True, ended.value
        except RebuildRefused:
            # An index that serves is better than building one like it again and again.
            self.compared = True
            raise

    def _unsound(self) -> str:
        """Why the index must be built again, "" when it need not be."""
        head, ready = log_head(), self.engine.ready()
        if reason := unlike(self.engine, ready, head):
            return reason
        if head.position < self.seen:
            return f"the log went back from {self.seen} to {head.position}: a restored backup"
        if ready and not self.compared and (found := self._repaired()):
            return f"the search index holds another state of {len(found)} records than the log: {found[0]}"
        return ""

    def _repaired(self) -> list[Difference]:
        """Once a process: what is filed at another position than the log's, and stays so when it is filed again."""
        found = self._differences()
        for start in range(0, len(found), BATCH):
            self.engine.apply(*gather(UUID(difference.id) for difference in found[start : start + BATCH]))
        return self._differences() if found else []

    def _differences(self) -> list[Difference]:
        upto = reached()
        filed = self.engine.filed()
        expected, newer = positions(upto)
        return differences(expected, filed, newer, digests=False)

    def _finish(self, left: SearchRebuild) -> None:
        """Do what a rebuild that ended early left to do, holding its lease."""
        lease = take()
        try:
            if left.litter:
                self.engine.tidy()
                lease.beat(litter=False)
            if left.replay_from is not None:
                self._replay(lease, left.replay_from)
        finally:
            lease.release()

    def _replay(self, lease: Lease, position: int) -> None:
        """Apply again what the serving index may lack: it was swapped in while that went to the one before."""
        ids, position = changed_after(position)
        while ids:
            self.engine.apply(*gather(ids))
            lease.beat()
            ids, position = changed_after(position)
        lease.beat(replay_from=None)
