"""How much the break-down proposes on real clauses, and how much of it is right on those a person judged.

`python -m tests.benchmarks.breakdown_proposals [folder of policies.jsonl]`; needs no database.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from portal.breakdown.reading.amounts import amounts  # noqa: E402 - Django is set up first
from portal.breakdown.reading.support import category  # noqa: E402
from portal.importers.policies import normalise_policy  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "tests" / "portal" / "breakdown" / "clauses_by_hand.json"
FIELDS = ("amount_min", "amount_max", "amount_rate", "category")


def clauses_of(folder: Path) -> Iterator[tuple[str, str]]:
    """(document, text) of every clause of policies.jsonl."""
    for line in (folder / "policies.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for block in normalise_policy(record).blocks:
            if block.kind == "clause":
                yield record["source_id"], "\n".join(block.text)


def read(text: str) -> dict[str, Any]:
    """What is proposed, as the sheet writes it."""
    sums = amounts(text)
    found = category(text, sums)
    numbers = {"amount_min": sums.least, "amount_max": sums.most, "amount_rate": sums.rate}
    return {name: None if value is None else float(value) for name, value in numbers.items()} | {
        "category": found.value if found else ""
    }


def found_in(folder: Path) -> dict[str, Any]:
    """Counts over all clauses: how many carry a proposal of each field."""
    began, documents, counted, categories = time.monotonic(), set(), Counter(), Counter()
    for document, text in clauses_of(folder):
        documents.add(document)
        counted["clauses"] += 1
        proposal = read(text)
        counted.update(name for name in FIELDS if proposal[name] not in (None, ""))
        categories[proposal["category"]] += 1
    return {
        "documents": len(documents),
        **counted,
        "by category": dict(categories.most_common()),
        "seconds": round(time.monotonic() - began, 1),
    }


def judged() -> dict[str, dict[str, int]]:
    """By field over the sheet: right, wrong (another value), invented (a value where there is none), missed."""
    counted: dict[str, Counter] = {name: Counter() for name in FIELDS}
    for row in json.loads(SHEET.read_text(encoding="utf-8")):
        proposal = read(row["text"])
        for name in FIELDS:
            counted[name][_outcome(proposal[name], row[name])] += 1
    return {name: dict(found) for name, found in counted.items()}


def _outcome(value: Any, expected: list[Any]) -> str:
    if value in expected:
        return "right"
    if value in (None, ""):
        return "missed"
    return "invented" if set(expected) & {None, ""} else "wrong"


def main() -> None:
    """Print both."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    for name, found in {"found": found_in(folder), "judged by hand": judged()}.items():
        sys.stdout.write(f"{name}: {json.dumps(found, ensure_ascii=False, indent=1)}\n")


if __name__ == "__main__":
    main()
