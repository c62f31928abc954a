"""The search benchmark itself, once Django is set up: sizes in turn, each engine at each."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from search.engine import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from tests.benchmarks import asking, engines, indexing, served
from tests.benchmarks.collection import fill, import_real, public
from tests.benchmarks.engines import EMBEDDED
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.raw import stored_bytes


@dataclass(frozen=True)
class Wanted:
    """`data` has the real records and queries, `names` the engines; `mix` see collection.seeds."""

    data: Path
    sizes: Sequence[int]
    names: Sequence[str]
    mix: str = "real"
    requests: int = 200


def measured(wanted: Wanted) -> Iterator[str]:
    """Lines to print as they come, the table at the end."""
    import_real(wanted.data)
    yield f"{public()} public records; {settings.DATABASES['default']['ENGINE']}"
    found: list[Figure] = []
    for size in sorted(wanted.sizes):
        started = time.perf_counter()
        added = fill(size, wanted.mix)
        yield f"{size}: {added} variations published in {time.perf_counter() - started:.0f} s"
        for name in wanted.names:
            yield f"{size}: {name}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
            for figure in figures_of(name, size, wanted):
                found.append(figure)
                yield f"  {figure.what}: {figure.value:.2f} {figure.unit}"
    yield from ("", f"all sizes; load now {os.getloadavg()[0]:.1f}", *table(found))


def figures_of(name: str, size: int, wanted: Wanted) -> Iterator[Figure]:
    """Everything about one engine at one size."""
    folder, label = Path(settings.DATA_DIR), engines.title(name)
    server = "" if name == EMBEDDED else name
    asked = asking.texts(wanted.data, wanted.requests)
    with engines.made(name, folder / "index") as engine:
        filing = indexing.file_all(engine, server)
        stored = stored_bytes(server, engine.alias) if isinstance(engine, ElasticsearchEngine) else engine.size()
        yield from indexing.figures(label, size, filing, stored)
        yield from requests(label, size, engine, asked, server)
        yield from asking.suggesting(label, size, engine, asked)
        yield from indexing.updating(label, size, engine)
    if name == EMBEDDED:
        yield from served.figures(label, size, folder, asking.addresses(asked, asking.PAGE))


def requests(label: str, size: int, engine: Engine, asked: Sequence[str], server: str) -> Iterator[Figure]:
    """Page and API."""
    for what in (asking.PAGE, asking.API):
        yield from asking.figures(label, size, what, asking.timed(engine, asking.addresses(asked, what), server))
