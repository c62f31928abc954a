"""The feed's page of 500 by the size of the log: `DATA_DIR=… python -m tests.benchmarks.following 10000 1000000`.

DATA_DIR (or the database of DATABASE_URL) must be empty: it is filled with repeated events.
"""

import os
import sys

import django
from django.core.management import call_command
from django.utils.module_loading import import_string


def main() -> None:
    """One line a size, then the two ratios."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    call_command("migrate", verbosity=0)
    import_string("tests.benchmarks.changes.seed")()
    measured = import_string("tests.benchmarks.changes.measured")
    found = [measured(int(size)) for size in sys.argv[1:] or ["10000", "1000000"]]
    for spent in found:
        sys.stdout.write(
            f"{spent.events:>9,} events: page of 500 {spent.page:.1f} ms ({spent.size / 1000:.0f} kB); bare SQL and "
            f"texts joined {spent.joined:.1f} ms, and JSON read and written {spent.parsed:.1f} ms; "
            f"page ÷ bare {spent.page / spent.joined:.2f} and {spent.page / spent.parsed:.2f}\n"
        )
    sys.stdout.write(f"largest ÷ smallest: {found[-1].page / found[0].page:.2f}\n")


if __name__ == "__main__":
    main()
