"""What the three forms of source have in common: a visit is a row of steps, each stored whole or not at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from portal.jobs.running import Run
from portal.sources.incoming import Brought
from portal.sources.models import Source


@dataclass
class Step:
    """What is stored in one transaction. `position` (None: as before) is kept with it; `after` follows the commit."""

    brought: Brought
    position: str | None = None
    after: Callable[[], None] | None = field(default=None, repr=False)


Steps = Callable[[Source, Run], Iterator[Step]]
