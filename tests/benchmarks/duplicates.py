"""What the finder of duplicates proposes among real records, against the pairs that the data set itself names.

    python -m tests.benchmarks.duplicates FOLDER [FILE KIND]…

Runs against the database that DATA_DIR names (a fresh one: `manage.py migrate && manage.py ensure_site_tree`): imports
`policies.jsonl` of the folder, and what else is named, looks through everything and compares.
"""

import json
import logging
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import django


@dataclass(frozen=True)
class Judged:
    """Pairs of source ids: `named` by the data set, `proposed` by the finder; seconds for looking through all."""

    named: frozenset[frozenset[str]]
    proposed: dict[frozenset[str], str]
    seconds: float

    @property
    def found(self) -> int:
        """How many named pairs are proposed."""
        return len(self.named & self.proposed.keys())

    @property
    def unnamed(self) -> dict[frozenset[str], str]:
        """Proposals that the data set does not name."""
        return {pair: why for pair, why in self.proposed.items() if pair not in self.named}


def named_pairs(path: Path) -> frozenset[frozenset[str]]:
    """The pairs that `same_title_or_number` names."""
    pairs: set[frozenset[str]] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        pairs |= {frozenset((record["source_id"], other)) for other in record.get("same_title_or_number") or ()}
    return frozenset(pairs)


def measure(folder: Path, others: list[tuple[Path, str]]) -> Judged:
    """Import, look through everything, judge."""
    from portal.importers.run import ImportRun  # models can only be imported once Django is set up
    from portal.jobs.queue import enqueue
    from portal.jobs.running import Run
    from portal.pages.gate import waived
    from portal.sources.duplicates.finding import find

    with waived("benchmark"):
        for path, kind in [(folder / "policies.jsonl", "policies"), *others]:
            ImportRun(path, kind).run()
    job = enqueue("duplicates.find")
    job.state, job.attempts = "running", 1
    job.save()
    begun = time.perf_counter()
    find(Run(job))
    return Judged(named_pairs(folder / "policies.jsonl"), _proposed(), time.perf_counter() - begun)


def _proposed() -> dict[frozenset[str], str]:
    from portal.sources.models import DuplicatePair

    found = {}
    for pair in DuplicatePair.objects.select_related("first", "second"):
        one, other = pair.first.specific, pair.second.specific
        ground = "number" if pair.same_number else "title and text" if pair.same_title else "text"
        found[frozenset((one.source_id, other.source_id))] = f"{ground}, {pair.likeness} %: {one.title} | {other.title}"
    return found


def main() -> None:
    """Measure once and print every proposal that the data set does not name, and every pair that was not proposed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    logging.disable(logging.INFO)
    folder, rest = Path(sys.argv[1]), sys.argv[2:]
    judged = measure(folder, [(folder / name, kind) for name, kind in zip(rest[::2], rest[1::2], strict=True)])
    records = {source_id for pair in judged.named for source_id in pair}
    reached = {source_id for pair in judged.named & judged.proposed.keys() for source_id in pair}
    say = sys.stdout.write
    say(f"{len(judged.named)} pairs of {len(records)} records are named; {judged.found} pairs of {len(reached)} ")
    say(f"records are proposed; {len(judged.unnamed)} proposals are not named; {judged.seconds:.1f} s\n")
    for pair in sorted(map(sorted, judged.named - judged.proposed.keys())):
        say(f"not proposed: {' '.join(pair)}\n")
    for pair, why in sorted(judged.unnamed.items(), key=lambda row: row[1]):
        say(f"not named: {' '.join(sorted(pair))}: {why}\n")


if __name__ == "__main__":
    main()
