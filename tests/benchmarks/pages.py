"""Requests a second and processor time of the portal's pages, beside the same pages of a plain Wagtail site.

    python -m tests.benchmarks.pages [--size 20000] [--calls 50] [--rounds 5] [--requests 150] [--folder FOLDER]

`--calls` are published as a program does, the others copied from them. FOLDER becomes DATA_DIR and is kept: run again,
what lies there is measured. Both sites stand in one database and are served by one process with one set of middleware.
Who asks for what is made anew sends credentials, so that no page is kept for them; parts of pages are. Rounds alternate
between the sides, and the best round of each counts. What the plain site does: tests/benchmarks/plain; what is asked
for: served_pages.py.
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


def main() -> None:
    """Set up both sites in the folder, then measure."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="huiqi-bench-") as temporary:
        os.environ["DATA_DIR"] = str(given.folder or temporary)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.plain.settings"
        os.environ["SEED"] = "no"
        django.setup()
        logging.disable(logging.INFO)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        measured = import_string("tests.benchmarks.served_pages.measured")
        for line in measured(given):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.benchmarks.pages")
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--calls", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=150)
    parser.add_argument("--folder", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
