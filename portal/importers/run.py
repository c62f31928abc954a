"""Runs an import: batches in one transaction each, a savepoint a record; run again, it goes on where it stopped."""

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.importers.blocks import stable_id
from portal.importers.kinds import IMPORT_KINDS, Target
from portal.importers.lines import Line, Refused, read_lines
from portal.importers.lookups import Lookups
from portal.importers.report import Progress, Report
from portal.importers.source import digest
from portal.pages.gate import waived
from portal.pages.models import PortalPage
from portal.pages.tree import listing_for
from portal.pages.verbs import publish_changes, publish_new
from portal.publication.models import PublishedItem
from portal.publication.transaction import transaction

BATCH = 50
NOTE = "导入"
# Real records lack much that is asked of one written here; the site's history says once a run that nobody asked.
WAIVER = "导入：%(file)s"
EDITED = "edited here since import"
WITHDRAWN = "withdrawn here"

# What a single record may do wrong. Anything else (a locked database, a full disk) ends the run, which may be repeated.
RECORD_ERRORS = (Refused, ValidationError, DataError, IntegrityError, ValueError, TypeError, LookupError)


@dataclass(frozen=True)
class Candidate:
    """A record that could be read, and the page it becomes."""

    line: int
    source_id: str
    record: Any
    digest: str
    target: Target


@dataclass(frozen=True)
class Known:
    """What the portal has of a source id."""

    pk: int
    digest: str
    live: bool
    editor: Any


class ImportRun:
    """One file of one kind. `run` returns the report; raises KeyError for an unknown kind, OSError for the file."""

    def __init__(self, path: Path, kind: str, *, dry_run: bool = False, batch: int = BATCH, extra: dict | None = None):
        self.path, self.kind, self.dry_run, self.batch = path, IMPORT_KINDS[kind], dry_run, batch
        self.report = Report(kind=kind, file=path.name, dry_run=dry_run)
        self.extra = extra or {}
        self.lookups = Lookups()
        self.parents: dict[str, Page] = {}
        self.seen: set[str] = set()
        self.withdrawn: set[UUID] = set()

    def run(self, progress: Progress | None = None) -> Report:
        """Import the whole file."""
        if self.dry_run:
            return self._run(progress)
        with waived(WAIVER % {"file": self.path.name}):
            return self._run(progress)

    def _run(self, progress: Progress | None) -> Report:
        start = time.monotonic()
        lines = read_lines(self.path)
        while taken := list(islice(lines, self.batch)):
            self._batch(taken)
            self.report.seconds = time.monotonic() - start
            if progress:
                progress.show(self.report, taken[-1].end)
        self.report.seconds = time.monotonic() - start
        return self.report

    def _batch(self, lines: list[Line]) -> None:
        candidates = list(self._read(lines))
        known = self._known(candidates)
        ids = [permanent_id(candidate) for candidate in candidates]
        self.withdrawn = set(PublishedItem.objects.filter(pk__in=ids, live=False).values_list("pk", flat=True))
        with ExitStack() as stack:
            if not self.dry_run:
                # In the loop the reference index costs more than the import; it serves usage counts and can be rebuilt.
                stack.enter_context(disable_reference_index_auto_update())
                stack.enter_context(transaction())
            for candidate in candidates:
                self._one(candidate, known.get(candidate.source_id))

    def _read(self, lines: Iterable[Line]) -> Iterator[Candidate]:
        for line in lines:
            source_id = None
            try:
                if line.record is None:
                    raise Refused(line.refusal)
                source_id = str(line.record.get("source_id") or "") or None
                yield self._candidate(line.number, line.record)
            except RECORD_ERRORS as error:
                self.report.refuse(line.number, source_id, reason(error))

    def _candidate(self, line: int, record: dict[str, Any]) -> Candidate:
        normalised = self.kind.normalise(record)
        source_id = normalised.source.id
        if source_id in self.seen:
            raise Refused("source_id: appears twice in this file")
        self.seen.add(source_id)
        return Candidate(line, source_id, normalised, digest(normalised), self.kind.target(normalised))

    def _known(self, candidates: list[Candidate]) -> dict[str, Known]:
        known = {}
        for model in {candidate.target.model for candidate in candidates}:
            ids = [candidate.source_id for candidate in candidates if candidate.target.model is model]
            rows = model.objects.filter(source_id__in=ids, alias_of=None).values_list(
                "source_id", "pk", "content_digest", "live", "latest_revision__user_id"
            )
            known.update({row[0]: Known(*row[1:]) for row in rows})
        return known

    def _one(self, candidate: Candidate, known: Known | None) -> None:
        try:
            if known is None:
                self._create(candidate)
                self.report.accepted += 1
            elif known.digest == candidate.digest:
                self.report.unchanged += 1
            else:
                self._change(candidate, known)
                self.report.changed += 1
        except RECORD_ERRORS as error:
            self.report.refuse(candidate.line, candidate.source_id, reason(error))

    def _create(self, candidate: Candidate) -> None:
        """The permanent id follows from the source: what was withdrawn here is not brought back by an import."""
        model, page_id = candidate.target.model, permanent_id(candidate)
        if page_id in self.withdrawn:
            raise Refused(WITHDRAWN)
        page = model(permanent_id=page_id, **self.extra)
        self._fill(page, candidate)
        if not self.dry_run:
            self._keep_new(self._parent(model.kind), page)

    def _parent(self, kind: str) -> Page:
        if kind not in self.parents:
            self.parents[kind] = listing_for(kind)
        return self.parents[kind]

    def _keep_new(self, parent: Page, page: PortalPage) -> None:
        publish_new(parent=parent, page=page, note=NOTE)

    def _keep_changes(self, page: PortalPage) -> None:
        publish_changes(page=page, note=NOTE)

    def _change(self, candidate: Candidate, known: Known) -> None:
        if not known.live:
            raise Refused(WITHDRAWN)
        if known.editor is not None:
            raise Refused(EDITED)
        page = candidate.target.model.objects.get(pk=known.pk)
        self._fill(page, candidate)
        if not self.dry_run:
            self._keep_changes(page)

    def _fill(self, page: PortalPage, candidate: Candidate) -> None:
        candidate.target.fill(page, candidate.record, self.lookups)
        page.content_digest = candidate.digest


def permanent_id(candidate: Candidate) -> UUID:
    """The id that a record's page has in every portal that imports it."""
    return stable_id(candidate.target.model.kind, candidate.source_id)


def reason(error: Exception) -> str:
    """The error in one line of at most 300 characters."""
    if isinstance(error, ValidationError):
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        words = "; ".join(f"{name}: {' '.join(map(str, said))}" for name, said in found.items())
    else:
        words = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
    return " ".join(words.split())[:300]
