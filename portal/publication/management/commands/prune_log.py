"""Deletes old events: `manage.py prune_log [--days 400 | --keep N]`."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.publication.head import log_head
from portal.publication.pruning import PROMISED_DAYS, prune_before, prune_keeping


class Command(BaseCommand):
    """Versions stay, and so does what a consumer has not handled yet."""

    help = "Delete events older than so many days (400 unless told), or all but the last N."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One of two ways to say what stays."""
        kept = parser.add_mutually_exclusive_group()
        kept.add_argument("--days", type=int, default=PROMISED_DAYS)
        kept.add_argument("--keep", type=int, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many went and where the log begins now."""
        if options["keep"] is not None:
            deleted = prune_keeping(options["keep"])
        else:
            deleted = prune_before(timezone.now() - dt.timedelta(days=options["days"]))
        self.stdout.write(f"{deleted} events deleted; the log begins after position {log_head().pruned}")
