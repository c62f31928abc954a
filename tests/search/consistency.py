"""What an index must hold, read from the log anew; an engine in which things happen at chosen moments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from portal.publication.consumers import advance
from portal.publication.head import log_head
from portal.publication.models import PublishedItem
from search.engine import Engine, Replacement
from search.filing import Deletion, Filed, SearchDocument, digest_of
from search.indexing.gathering import gather
from search.indexing.indexer import Indexer


def expected() -> dict[str, Filed]:
    """Every public record as it must be filed."""
    documents, _deletions = gather(PublishedItem.objects.values_list("pk", flat=True))
    return {made.id: Filed(made.position, digest_of(made)) for made in documents}


def log_position() -> int:
    """The log's head."""
    return log_head().position


def drain(indexer: Indexer) -> None:
    """The worker's turns until nothing is left."""
    while advance(indexer):
        pass


def nothing() -> None:
    """Happens at moments of which a test asks nothing."""


class Wrapped:
    """An engine whose replacement index calls back at a moment, or loses records `losses` times."""

    def __init__(self, engine: Engine, lost: Iterable[str] = (), losses: int = 0, **moments: Callable[[], None]):
        self.engine, self.lost, self.losses, self.moments = engine, set(lost), losses, moments

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def beside(self, epoch: str) -> Replacement:
        return Beside(self.engine.beside(epoch), self)

    def at(self, moment: str) -> None:
        self.moments.pop(moment, nothing)()


@dataclass
class Beside(Replacement):
    """The replacement index of a wrapped engine."""

    inner: Replacement
    owner: Wrapped

    def apply(self, documents: Iterable[SearchDocument], deletions: Iterable[Deletion] = ()) -> None:
        self.owner.at("apply")
        kept = [made for made in documents if not self._loses(made.id)]
        self.inner.apply(kept, deletions)

    def _loses(self, record_id: str) -> bool:
        if record_id not in self.owner.lost or not self.owner.losses:
            return False
        self.owner.losses -= 1
        return True

    def filed(self) -> dict[str, Filed]:
        found = self.inner.filed()
        self.owner.at("filed")
        return found

    def swap(self) -> None:
        self.owner.at("before_swap")
        self.inner.swap()
        self.owner.at("after_swap")

    def discard(self) -> None:
        self.inner.discard()
