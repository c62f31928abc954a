"""Makes drafts of files: `manage.py import_file PATH… [--kind policies] [--publish] [--dry-run]`."""

import json
import logging
from argparse import ArgumentParser
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from portal.intake.drafts import make_draft
from portal.intake.kinds import likely_kind
from portal.intake.proposals import KINDS, Proposal, propose
from portal.intake.reading import read
from portal.jobs.running import JobRefused
from portal.pages.gate import GateRefused, published_by
from portal.pages.tree import NoListing, listing_for
from portal.pages.verbs import publish_changes

CANDIDATES = 5
VALUE, EVIDENCE = 90, 70


class Command(BaseCommand):
    """Files are read apart and within limits; what cannot be read is said and the next one is taken."""

    help = "Make drafts of Word, PDF, HTML and text files; prints what was recognised, and where it is stated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, kind, and what becomes of the drafts."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--kind", choices=KINDS, help="Kind of record; else as each file's text suggests.")
        parser.add_argument(
            "--publish", action="store_true", help="Publish what lacks nothing; the rest stays a draft."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what is recognised.")
        parser.add_argument("--user", help="Name of the account that owns the drafts and publishes.")
        parser.add_argument("--report", type=Path, help="Write everything recognised as JSON to this file.")

    def handle(self, *args: Any, **options: Any) -> None:
        """All files in order; exit code 1 when one of them could not be read or made a draft."""
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        self.options, self.user = options, self._user(options["user"])
        outcomes: list[dict[str, Any]] = [self._one(path) for path in options["paths"]]
        counts = Counter(outcome["outcome"] for outcome in outcomes)
        self.stdout.write(", ".join(f"{outcome}: {count}" for outcome, count in counts.items()))
        if options["report"]:
            options["report"].write_text(json.dumps(outcomes, ensure_ascii=False, indent=1), encoding="utf-8")
        if counts["refused"]:
            raise CommandError(f"{counts['refused']} of {len(outcomes)} files were refused")

    def _user(self, name: str | None) -> Any:
        if not name:
            return None
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"no account is called {name}")
        return user

    def _one(self, path: Path) -> dict[str, Any]:
        self.stdout.write(self.style.MIGRATE_HEADING(str(path)))
        try:
            content = path.read_bytes()
            reading = read(path.name, content)
            proposal = propose(reading, self.options["kind"] or likely_kind(reading) or KINDS[0])
            self._print(proposal)
            if not (proposal.first("title") or self.options["dry_run"]):
                return self._refused(path, "it states no title; take it in through the back-office")
            outcome = "recognised" if self.options["dry_run"] else self._make(proposal, content)
        except OSError as error:
            return self._refused(path, error.strerror or str(error))
        except (JobRefused, NoListing) as refusal:
            return self._refused(path, str(refusal))
        except ValidationError as error:
            return self._refused(path, "; ".join(error.messages))
        return {"file": str(path), "outcome": outcome, "kind": proposal.kind, "fields": _fields(proposal)}

    def _refused(self, path: Path, reason: str) -> dict[str, Any]:
        self.stdout.write(self.style.ERROR(f"  refused: {reason}"))
        return {"file": str(path), "outcome": "refused", "reason": reason}

    def _make(self, proposal: Proposal, content: bytes) -> str:
        page = make_draft(
            proposal, proposal.likeliest(), listing_for(proposal.kind), self.user, original=content
        )  # fmt: skip
        self.stdout.write(f"  draft {page.pk}: {page.title}")
        if not self.options["publish"]:
            return "draft"
        try:
            with published_by(self.user):
                publish_changes(page=page, user=self.user, note="由文件导入")
        except GateRefused as refusal:
            for lack in refusal.missing:
                self.stdout.write(f"  missing: {lack.text}")
            return "draft"
        self.stdout.write("  published")
        return "published"

    def _print(self, proposal: Proposal) -> None:
        for name, candidates in proposal.fields.items():
            for one in candidates[:CANDIDATES]:
                told = f"{_line(one.value, VALUE)}  ← {one.rule}: {_line(one.evidence, EVIDENCE)}"
                self.stdout.write(f"  {name}: {told}")
            if len(candidates) > CANDIDATES:
                self.stdout.write(f"  {name}: and {len(candidates) - CANDIDATES} more")
        counts = Counter(block.kind for block in proposal.blocks) + Counter(rows=len(proposal.rows))
        self.stdout.write("  " + ", ".join(f"{kind} {count}" for kind, count in counts.items()))
        for warning in proposal.warnings:
            self.stdout.write(self.style.WARNING(f"  {warning}"))


def _line(value: Any, limit: int) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _fields(proposal: Proposal) -> dict[str, Any]:
    return {name: [asdict(one) for one in candidates] for name, candidates in proposal.fields.items()}
