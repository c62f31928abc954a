"""Ranking measured on real records: nDCG@10, Recall@10 and the size of the matching set by kind of query.

    python -m tests.benchmarks.relevance [FOLDER] [--engine embedded] [--engine ADDRESS] [--gates]

FOLDER holds policies.jsonl, queries.jsonl and their companions; default HUIQI_SHARED_DATA or ../shared/data. Engines:
by default the embedded one and those in TEST_ELASTICSEARCH_URLS. The records go straight into an index of their own;
portal and database are not needed. `--gates` measures other match gates as well.
"""

import argparse
import gzip
import json
import math
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.engine import Engine, Query
from search.filing import SearchDocument
from search.text.recipe import numbers
from tests.benchmarks import engines
from tests.benchmarks.gates import GATES, IN_FORCE, Gate

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
KINDS_OF_GATES = ("question", "title_keywords", "title_fragment", "product_name_fragment", "service_name")


@dataclass(frozen=True)
class Answer:
    """One query: what it gained, how many records matched, the first of them, and how long it took."""

    ndcg: float
    recall: float
    matches: int
    first: tuple[str, ...]
    seconds: float


Answers = dict[str, list[Answer]]


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


def measure(engine: Engine, folder: Path) -> Answers:
    """The answer to every query, by kind."""
    answers = defaultdict(list)
    for asked in lines(folder / "queries.jsonl"):
        started = time.perf_counter()
        result = engine.search(Query(text=asked["query"], limit=DEPTH))
        seconds = time.perf_counter() - started
        first = tuple(hit.id for hit in result.hits)
        answers[asked["kind"]].append(Answer(*gain(list(first), set(asked["relevant"])), result.total, first, seconds))
    return answers


def table(answers: Answers, records: int) -> Iterator[str]:
    """One line a kind."""
    yield f"{'kind':<24}{'queries':>8}{'nDCG@10':>9}{'Recall@10':>11}{'matching':>10}{'p95 ms':>8}"
    for kind, found in answers.items():
        slow = sorted(answer.seconds for answer in found)[int(len(found) * 0.95)] * 1000
        yield (
            f"{kind:<24}{len(found):>8}{_mean(found, 'ndcg'):>9.3f}{_mean(found, 'recall'):>11.3f}"
            f"{_share(found, records):>10.1%}{slow:>8.1f}"
        )


def agreement(one: Answers, other: Answers) -> str:
    """How many queries have the same number of matches, and the same first ten, on two engines."""
    pairs = [pair for kind in one for pair in zip(one[kind], other[kind], strict=True)]
    totals = sum(left.matches == right.matches for left, right in pairs)
    firsts = sum(left.first == right.first for left, right in pairs)
    return f"of {len(pairs)} queries {totals} match equally many records on both, {firsts} have the same first {DEPTH}"


def gates(engine: Engine, folder: Path, records: int) -> Iterator[str]:
    """One line a gate: nDCG / recall by kind, and the median share of records: questions, all of these."""
    yield f"{'gate':<32}" + "".join(f"{kind:>23}" for kind in KINDS_OF_GATES) + f"{'matching':>18}"
    for gate in (IN_FORCE, *GATES):
        yield _gate_row(engine, gate, folder, records)


def _gate_row(engine: Engine, gate: Gate, folder: Path, records: int) -> str:
    with gate.in_force():
        answers = measure(engine, folder)
    cells = [f"{_mean(answers[kind], 'ndcg'):.3f} / {_mean(answers[kind], 'recall'):.3f}" for kind in KINDS_OF_GATES]
    everything = _share([answer for kind in KINDS_OF_GATES for answer in answers[kind]], records)
    matching = f"{_share(answers['question'], records):.2%} / {everything:.2%}"
    return f"{gate.name:<32}" + "".join(f"{cell:>23}" for cell in cells) + f"{matching:>18}"


def _mean(answers: list[Answer], what: str) -> float:
    return statistics.mean(getattr(answer, what) for answer in answers)


def _share(answers: list[Answer], records: int) -> float:
    return statistics.median(answer.matches for answer in answers) / records


def report(folder: Path, names: list[str], *, with_gates: bool) -> Iterator[str]:
    """Index, ask, tell, for one engine after the other; beside the first the agreement of each other one."""
    filed = list(documents(folder))
    characters = sum(len(document.title) + len(document.text) for document in filed)
    yield f"{len(filed)} records, {characters / 1e6:.1f} million characters, load {os.getloadavg()[0]:.1f}"
    first: Answers | None = None
    for name in names:
        with engines.made(name) as engine:
            started = time.perf_counter()
            engine.rebuild([filed])
            speed = characters / (time.perf_counter() - started) / 1e6
            yield f"\n{engines.title(name)}: indexed {speed:.2f} million characters/s"
            answers = measure(engine, folder)
            yield from table(answers, len(filed))
            if first:
                yield agreement(first, answers)
            first = first or answers
            if with_gates:
                yield from gates(engine, folder, len(filed))


def main() -> None:
    """Print as it comes."""
    default = os.environ.get("HUIQI_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
    parser = argparse.ArgumentParser(prog="tests.benchmarks.relevance")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(default))
    parser.add_argument("--engine", action="append", default=[])
    parser.add_argument("--gates", action="store_true")
    given = parser.parse_args()
    for line in report(given.folder, engines.chosen(given.engine), with_gates=given.gates):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
