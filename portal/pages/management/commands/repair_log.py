"""Compares live pages with the log and mends the log: `manage.py repair_log [--dry-run]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.pages.repair import mend


class Command(BaseCommand):
    """Prints one line for every record that differs; with --dry-run it changes nothing and exits 1 if any does."""

    help = "Compare every live page with the publication log; record or withdraw what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only looking is a choice."""
        parser.add_argument("--dry-run", action="store_true", help="say what differs, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """What differs and why."""
        found = 0
        for different in mend(dry_run=options["dry_run"]):
            found += 1
            self.stdout.write(f"{different.id} {different.title}: {different.why}")
        if found and options["dry_run"]:
            raise CommandError(f"{found} records differ; run repair_log without --dry-run", returncode=1)
        self.stdout.write(f"{found} records mended" if found else "page tree and log agree")
