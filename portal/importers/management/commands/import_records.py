"""Imports JSON Lines of real records: `manage.py import_records FILE --kind KIND`."""

import json
import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.importers.kinds import IMPORT_KINDS
from portal.importers.linking import link_documents
from portal.importers.report import Progress, Report
from portal.importers.run import BATCH, WAIVER, ImportRun
from portal.pages.gate import waived
from portal.pages.tree import NoListing

SHOWN_REFUSALS = 20
REFERENCES = "For up-to-date usage counts in the back-office run: manage.py rebuild_references_index"


class Command(BaseCommand):
    """Idempotent by source id: run again, it writes only what is new or changed."""

    help = "Import records from a JSON Lines file (.gz too); each becomes a published page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File, kind and how to run."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", required=True, choices=sorted(IMPORT_KINDS))
        parser.add_argument("--dry-run", action="store_true", help="Read and check everything, write nothing.")
        parser.add_argument("--batch", type=int, default=BATCH, help="Records per transaction (default %(default)s).")
        parser.add_argument("--report", type=Path, help="Write the report as JSON to this file.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and report; exit code 1 only when the file cannot be read."""
        for name in ("wagtail", "django_tasks"):
            logging.getLogger(name).setLevel(logging.WARNING)
        path: Path = options["file"]
        try:
            size = path.stat().st_size
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        run = ImportRun(path, options["kind"], dry_run=options["dry_run"], batch=max(options["batch"], 1))
        progress = Progress(self._write, size, terminal=self.stdout.isatty())
        try:
            report = self._import(run, progress)
        except NoListing as error:
            raise CommandError(str(error)) from None
        self._print(report)
        if options["report"]:
            options["report"].write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")

    def _import(self, run: ImportRun, progress: Progress) -> Report:
        if run.dry_run:
            report = run.run(progress)
            progress.done()
            return report
        with waived(WAIVER % {"file": run.path.name}):
            report = run.run(progress)
            progress.done()
            report.linked = link_documents()
        return report

    def _write(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()

    def _print(self, report: Report) -> None:
        for refusal in report.refused[:SHOWN_REFUSALS]:
            self.stdout.write(f"line {refusal['line']} ({refusal['source_id'] or 'no id'}): {refusal['reason']}")
        if len(report.refused) > SHOWN_REFUSALS:
            self.stdout.write(f"… and {len(report.refused) - SHOWN_REFUSALS} more (--report FILE lists all)")
        self.stdout.write(report.summary())
        if report.linked:
            self.stdout.write(f"{report.linked} records linked to documents they name by number")
        if report.accepted or report.changed:
            self.stdout.write(REFERENCES)
