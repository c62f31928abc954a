"""How fast records become published pages, everything included, and where the time goes.

    python -m tests.benchmarks.import_rate FILE [KIND]

Runs against the database that DATA_DIR names (a fresh one: `manage.py migrate && manage.py ensure_site_tree`).
"""

import cProfile
import logging
import os
import pstats
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import django

# The parts of an import, by the function that does it.
PARTS = (
    ("read and normalise", "importers/run.py", "_candidate"),
    ("find what is there", "importers/run.py", "_known"),
    ("fill the page", "importers/run.py", "_fill"),
    ("check and save page and children", "pages/verbs.py", "_add"),
    ("revision", "wagtail/models/pages.py", "save_revision"),
    ("clause rows", "models/documents.py", "derive"),
    ("public form", "publication/transaction.py", "_prepare"),
    ("write the log", "publication/flush.py", "flush"),
)


@dataclass(frozen=True)
class Rate:
    """Records per second of wall clock and of processor time, and the peak memory of the process in MiB."""

    records: int
    refused: int
    per_second: float
    per_cpu_second: float
    peak_mib: int


def measure(path: Path, kind: str) -> Rate:
    """Import the file and measure."""
    from portal.importers.run import ImportRun  # models can only be imported once Django is set up

    wall, cpu = time.perf_counter(), time.process_time()
    report = ImportRun(path, kind).run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Rate(report.records, len(report.refused), report.records / wall, report.records / cpu, peak_mib())


def peak_mib() -> int:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024**2 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure once; with PROFILE=1 also print the share of every part (the profiler itself slows the run)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    logging.disable(logging.INFO)
    path, kind = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "policies"
    profiler = cProfile.Profile()
    if os.environ.get("PROFILE"):
        profiler.enable()
    rate = measure(path, kind)
    profiler.disable()
    sys.stdout.write(
        f"{rate.records} records, {rate.refused} refused: {rate.per_second:.0f}/s, "
        f"{rate.per_cpu_second:.0f} per processor second, {rate.peak_mib} MiB\n"
    )
    if os.environ.get("PROFILE"):
        _print_parts(pstats.Stats(profiler))


def _print_parts(stats: pstats.Stats) -> None:
    rows = {(file, name): row[3] for (file, _, name), row in stats.stats.items()}
    for label, file, name in PARTS:
        seconds = sum(value for (where, what), value in rows.items() if what == name and where.endswith(file))
        sys.stdout.write(f"{seconds / stats.total_tt:6.1%}  {label}\n")


if __name__ == "__main__":
    main()
