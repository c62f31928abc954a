"""Hold the search index against the log: what is missing, what should not be there, what is filed otherwise."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.engine import EngineUnavailable, configured_engine
from search.indexing.audit import Audit, audit

DIFFERS, CANNOT_SAY = 1, 2


class Command(BaseCommand):
    """Exit code 0: the index says what the log says; 1: it differs; 2: the engine cannot say."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to print."""
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def handle(self, *args: Any, **options: Any) -> None:
        """How far the indexer is, then every difference, then the counts."""
        try:
            found = audit(configured_engine(), timezone.now())
        except EngineUnavailable as error:
            self.stderr.write(self.style.ERROR(f"The search engine cannot be reached: {error}"))
            sys.exit(CANNOT_SAY)
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        else:
            self._print(found)
        if not found.clean:
            sys.exit(DIFFERS)

    def _print(self, found: Audit) -> None:
        lag = f"{found.lag_seconds:.0f} s behind" if found.reached < found.head else "up to date"
        self.stdout.write(f"The indexer is at position {found.reached:,} of {found.head:,}: {lag}.")
        if found.reason:
            self.stdout.write(self.style.ERROR(f"Not this log's index: {found.reason}; the worker builds it again."))
        for row in found.rows:
            self.stdout.write(f"{row.problem:8} {row.id} {row.kind:16} {row.where:24} {row.title}")
        counts = ", ".join(f"{count:,} {problem}" for problem, count in found.counts.items())
        compared = f"{found.filed:,} records in the index, {found.public:,} public"
        summary = f"{compared}: {counts}; {found.newer:,} not yet indexed."
        self.stdout.write(self.style.SUCCESS(summary) if found.clean else self.style.ERROR(summary))
