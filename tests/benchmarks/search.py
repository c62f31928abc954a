"""Speed and cost of search on real records and variations of them, every engine, each figure beside what is aimed at.

    python -m tests.benchmarks.search [--size 20000 --size 100000] [--engine embedded --engine ADDRESS]
                                      [--mix real|bulk] [--requests 200] [--folder FOLDER] [--data FOLDER]

Engines: by default the embedded one and those in TEST_ELASTICSEARCH_URLS. FOLDER becomes DATA_DIR and is kept: run
again with more records it goes on there; by default a temporary one. `--mix bulk` varies long regulations only.
"""

import argparse
import logging
import os
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command
from django.utils.module_loading import import_string

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def main() -> None:
    """Set up a portal in the folder, then measure."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="huiqi-bench-") as temporary:
        os.environ["DATA_DIR"] = str(given.folder or temporary)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
        django.setup()
        logging.disable(logging.INFO)
        call_command("migrate", verbosity=0)
        call_command("ensure_site_tree", verbosity=0)
        for line in _measured(given):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def _measured(given: argparse.Namespace):
    """Models can only be imported once Django is set up."""
    wanted = import_string("tests.benchmarks.measuring.Wanted")(
        data=given.data,
        sizes=given.size or [20_000],
        names=import_string("tests.benchmarks.engines.chosen")(given.engine),
        mix=given.mix,
        requests=given.requests,
    )
    return import_string("tests.benchmarks.measuring.measured")(wanted)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.benchmarks.search")
    parser.add_argument("--size", type=int, action="append", default=[])
    parser.add_argument("--engine", action="append", default=[])
    parser.add_argument("--mix", choices=("real", "bulk"), default="real")
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("HUIQI_SHARED_DATA") or SHARED))
    return parser.parse_args()


if __name__ == "__main__":
    main()
