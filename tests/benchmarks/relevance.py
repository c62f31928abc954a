"""Ranking measured on real records: nDCG@10, Recall@10 and the size of the matching set by kind of query.

    python -m tests.benchmarks.relevance [FOLDER]

FOLDER holds policies.jsonl, queries.jsonl and their companions; default HUIQI_SHARED_DATA or ../shared/data. The
records go straight into an index in a temporary folder; portal and database are not needed.
"""

import gzip
import json
import math
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from search.engine import Query
from search.engines.embedded import EmbeddedEngine
from search.filing import SearchDocument
from search.recipe import numbers

FILES = (
    "policies.jsonl", "regulations_bulk.jsonl.gz", "catalogue.jsonl", "tax_catalogue.jsonl",
    "policy_products.jsonl", "service_guides.jsonl", "disclosures.jsonl",
)  # fmt: skip
# Neither text that people read nor worth finding by.
SKIPPED = {
    "source_id", "title", "name", "body_html", "url", "source_repo", "source_commit", "raw_text", "derived",
    "title_as_crawled", "source_column", "same_title_or_number", "body_chars", "source_document", "attachments",
}  # fmt: skip
DEPTH = 10


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file, compressed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def words(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for member in value:
            yield from words(member)
    elif isinstance(value, dict):
        for member in value.values():
            yield from words(member)


def documents(folder: Path) -> Iterator[SearchDocument]:
    """Every real record as an engine files it."""
    for name in FILES:
        for record in lines(folder / name):
            text = "\n".join(word for key, value in record.items() if key not in SKIPPED for word in words(value))
            yield SearchDocument(
                id=record["source_id"],
                position=1,
                title=record.get("title") or record["name"],
                text=text,
                numbers=numbers(record.get("doc_number") or ""),
            )


def gain(found: list[str], relevant: set[str]) -> tuple[float, float]:
    """(nDCG, recall) of the first DEPTH."""
    reached = sum(1 / math.log2(place + 2) for place, item in enumerate(found[:DEPTH]) if item in relevant)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(relevant))))
    return reached / ideal, len(relevant & set(found[:DEPTH])) / min(DEPTH, len(relevant))


def measure(engine: EmbeddedEngine, folder: Path) -> dict[str, list[tuple[float, float, int, float]]]:
    """(nDCG, recall, matches, seconds) of every query, by kind."""
    rows = defaultdict(list)
    for asked in lines(folder / "queries.jsonl"):
        started = time.perf_counter()
        result = engine.search(Query(text=asked["query"], limit=DEPTH))
        seconds = time.perf_counter() - started
        ndcg, recall = gain([hit.id for hit in result.hits], set(asked["relevant"]))
        rows[asked["kind"]].append((ndcg, recall, result.total, seconds))
    return rows


def report(rows: dict[str, list[tuple[float, float, int, float]]], records: int) -> str:
    """The table."""
    header = f"{'kind':<24}{'queries':>8}{'nDCG@10':>9}{'Recall@10':>11}{'matching':>10}{'p95 ms':>8}"
    table = [f"{records} records", header]
    for kind, found in rows.items():
        ndcg, recall, totals, seconds = zip(*found, strict=True)
        slow = sorted(seconds)[int(len(seconds) * 0.95)] * 1000
        share = statistics.median(totals) / records
        table.append(
            f"{kind:<24}{len(found):>8}{statistics.mean(ndcg):>9.3f}{statistics.mean(recall):>11.3f}"
            f"{share:>10.1%}{slow:>8.1f}"
        )
    return "\n".join(table)


def main(folder: Path) -> str:
    """Index, ask, tell."""
    with tempfile.TemporaryDirectory() as path:
        engine = EmbeddedEngine({"PATH": path})
        filed = list(documents(folder))
        started = time.perf_counter()
        engine.rebuild([filed])
        seconds = time.perf_counter() - started
        characters = sum(len(document.title) + len(document.text) for document in filed)
        speed = characters / seconds / 1e6
        head = f"indexed {characters / 1e6:.1f} million characters in {seconds:.1f} s ({speed:.2f} M/s)"
        return f"{head}\n{report(measure(engine, folder), len(filed))}"


if __name__ == "__main__":
    default = os.environ.get("HUIQI_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
    sys.stdout.write(main(Path(sys.argv[1] if len(sys.argv) > 1 else default)) + "\n")
