"""The index built again beside the serving one, compared with the log, swapped in; killed anywhere, the old serves."""

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from uuid import UUID

from django.utils import timezone

from portal.publication.head import ensure_head, log_head
from portal.publication.models import ConsumerCursor, PublishedItem
from portal.publication.unavailable import Unavailable
from search.engine import Engine, EngineUnavailable, Replacement
from search.filing import Filed, digest_of
from search.indexing.comparison import CONSUMER, Difference, differences, positions
from search.indexing.gathering import BATCH, changed_after, gather
from search.indexing.lease import Lease, take

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
Steps = Generator[tuple[int, int], None, int]
LISTED = 20


class RebuildRefused(Unavailable):
    """The new index differs from the log, twice; the old one goes on serving. `differences` lists how."""

    def __init__(self, found: list[Difference]):
        self.differences = found
        listed = "; ".join(str(difference) for difference in found[:LISTED])
        more = f"; and {len(found) - LISTED} more" if len(found) > LISTED else ""
        super().__init__(f"the new index differs from the log in {len(found)} records: {listed}{more}")


def rebuild(engine: Engine, progress: Progress = lambda done, total: None) -> int:
    """Build, compare, swap; returns the position up to which the index has everything.

    `progress` is told (records done, records in all) after every batch. Raises RebuildRunning while another rebuild
    is alive, RebuildRefused, LeaseLost, EngineUnavailable; the old index then serves on. The indexer's cursor is moved
    forward, never back.
    """
    with closing(steps(engine)) as running:
        while True:
            try:
                progress(*next(running))
            except StopIteration as ended:
                return ended.value


def steps(engine: Engine) -> Steps:
    """A rebuild as a generator that stops after every batch with (records done, records in all); returns and raises
    as `rebuild`. Closed early, it removes what it built.
    """
    lease = take(PublishedItem.objects.filter(live=True).count())
    try:
        return (yield from _Rebuild(engine, lease).run())
    finally:
        lease.release()


class _Rebuild:
    """`position`: every event up to it is in the new index. `sent`: what was last filed of each record."""

    def __init__(self, engine: Engine, lease: Lease):
        self.engine, self.lease = engine, lease
        self.sent: dict[str, Filed] = {}
        self.position = 0

    def run(self) -> Steps:
        new = self._begin()
        try:
            yield from self._copy(new)
            self._catch_up(new)
            self._compare(new)
            self._catch_up(new)
            self.lease.swapping(self.position)
            new.swap()
        except BaseException:
            self._discard(new)
            raise
        self._replay_on_serving()
        return self.position

    def _begin(self) -> Replacement:
        ensure_head()
        head = log_head()
        self.position = head.position
        self.engine.tidy()
        self.lease.beat(litter=True)
        return self.engine.beside(head.epoch)

    def _copy(self, new: Replacement) -> Iterator[tuple[int, int]]:
        done, total = 0, PublishedItem.objects.filter(live=True).count()
        for ids in _live_records():
            self._file(new, ids)
            done += len(ids)
            total = max(total, done)
            self.lease.beat(done=done, total=total)
            yield done, total

    def _file(self, index: Replacement | Engine, ids: Iterable[UUID]) -> None:
        documents, deletions = gather(ids)
        index.apply(documents, deletions)
        for deletion in deletions:
            self.sent.pop(deletion.id, None)
        self.sent.update({made.id: Filed(made.position, digest_of(made)) for made in documents})

    def _catch_up(self, index: Replacement | Engine) -> None:
        """Apply what was published since; ends at the head as it is then."""
        while True:
            ids, position = changed_after(self.position)
            if not ids:
                return
            self._file(index, ids)
            self.position = position
            self.lease.beat()

    def _compare(self, new: Replacement) -> None:
        """Refuse an index that is not what the log says, after one more try with the records that differ."""
        found = self._differences(new)
        if not found:
            return
        logger.warning("the new index differs in %d records; filing them again", len(found))
        for start in range(0, len(found), BATCH):
            self._file(new, [UUID(difference.id) for difference in found[start : start + BATCH]])
            self.lease.beat()
        self._catch_up(new)
        if found := self._differences(new):
            raise RebuildRefused(found)

    def _differences(self, new: Replacement) -> list[Difference]:
        """The documents as they were made, where the log's position has not moved since."""
        filed = new.filed()
        self.lease.beat()
        now, newer = positions(self.position)
        self.lease.beat()
        made = {id: self.sent.get(id, entry) for id, entry in now.items()}
        expected = {id: entry if entry.position == now[id].position else now[id] for id, entry in made.items()}
        return differences(expected, filed, newer)

    def _replay_on_serving(self) -> None:
        """A worker may have applied its last events to the old index while the swap took place: apply them again.

        It read those before the swap, so they are at or below the head of now. Until this is done `replay_from` stands
        in the lease's row, and the worker does it should this process be killed here, or not be let write. `litter`
        stays until the worker looks: its last write to the old index may have left a file after that was removed.
        """
        try:
            self._catch_up(self.engine)
        except EngineUnavailable as error:
            logger.warning("the new index serves; what came in the last moment, the worker applies: %s", error)
            return
        ConsumerCursor.objects.get_or_create(
            name=CONSUMER, defaults={"position": self.position, "updated_at": timezone.now()}
        )
        ConsumerCursor.objects.filter(name=CONSUMER, position__lt=self.position).update(position=self.position)
        self.lease.beat(replay_from=None)

    def _discard(self, new: Replacement) -> None:
        try:
            new.discard()
            self.lease.beat(litter=False)
        except EngineUnavailable as error:
            logger.warning("the unfinished index could not be removed now, the worker will: %s", error)


def _live_records() -> Iterator[list[UUID]]:
    """Ids in batches, so that no read lasts long."""
    after = None
    while True:
        items = PublishedItem.objects.filter(live=True).order_by("pk")
        ids = list((items.filter(pk__gt=after) if after else items).values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        yield ids
        after = ids[-1]
