"""The short form of the search benchmark: it measures, and what it measures is not out of all proportion.

Only ratios of processor time, with room for slow and busy machines; the figures themselves are `make bench`.
"""

import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

import pytest

from portal.demo.building import DATA
from portal.home.tree import ensure_site_tree
from portal.importers.run import ImportRun
from portal.publication.models import PublishedItem
from portal.taxonomy import vocabulary
from tests.benchmarks import asking, collection, engines, indexing
from tests.elasticsearch.servers import NO_SERVER, SERVERS
from tests.search.records import call_item, publish, window

FEW, MANY, REQUESTS = 200, 1_000, 30
LONG_SIZES = ("20000", "100000")


@pytest.fixture
def vocabulary_read_afresh() -> Iterator[None]:
    """A rolled-back change must not outlive its test."""
    vocabulary.drop()
    yield
    vocabulary.drop()


@pytest.fixture
def real(db: None, vocabulary_read_afresh: None) -> list[str]:
    """Real records that are public, and beginnings of their titles as queries."""
    ensure_site_tree()
    assert not ImportRun(DATA / "guides.jsonl", "guides").run().refused
    assert not ImportRun(DATA / "policy_products.jsonl", "policy-products").run().refused
    publish("notices", "关于申报科技创新项目的通知", items=[call_item(window())], published_on="2026-01-05")
    titles = PublishedItem.objects.order_by("pk").values_list("title", flat=True)
    return [title[:8] for title in islice(titles, REQUESTS)]


def asked(name: str, folder: Path, wanted: list[str], server: str = "") -> list[asking.Timed]:
    """Index what is public and ask for pages."""
    with engines.made(name, folder) as engine:
        filing = indexing.file_all(engine, server)
        assert filing.records == collection.public()
        assert filing.characters > 100 * filing.records
        found = asking.timed(engine, asking.addresses(wanted, asking.PAGE), server)
        figures = [*asking.suggesting(name, filing.records, engine, wanted), *indexing.updating(name, 1, engine)]
        assert all(figure.value > 0 for figure in figures)
    return found


@pytest.mark.slow
def test_a_page_costs_less_than_the_records_grow(real: list[str], tmp_path: Path) -> None:
    collection.fill(FEW)
    few = asked(engines.EMBEDDED, tmp_path / "few", real)
    assert collection.fill(MANY) == MANY - FEW
    many = asked(engines.EMBEDDED, tmp_path / "many", real)

    grown = median(one.processor for one in many) / median(one.processor for one in few)
    assert grown < MANY / FEW
    assert all(one.parts["engine"] < one.processor and one.parts["template"] < one.processor for one in many)
    assert any(one.parts.get("marks") and one.parts.get("published texts") for one in many)


@pytest.mark.slow
@pytest.mark.parametrize("server", SERVERS or [pytest.param("", marks=pytest.mark.skip(reason=NO_SERVER))])
def test_the_raw_question_is_a_part_of_the_page(server: str, real: list[str], tmp_path: Path) -> None:
    collection.fill(FEW)

    found = asked(server, tmp_path, real, server)

    assert all(one.raw and one.trips for one in found)
    assert median(one.seconds / one.raw for one in found) < 100


@pytest.mark.slow
def test_the_long_form(shared_data: Path, long_run: bool) -> None:
    if not long_run:
        pytest.skip("takes an hour: make bench")
    sizes = [word for size in LONG_SIZES for word in ("--size", size)]
    command = [sys.executable, "-m", "tests.benchmarks.search", "--data", str(shared_data), *sizes]

    assert subprocess.run(command, check=False).returncode == 0
