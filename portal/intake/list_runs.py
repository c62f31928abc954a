"""Goes over a list row by row, for real or only to tell what would become of each; drafts or published."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.importers.lines import Line, Refused
from portal.importers.run import EDITED, WITHDRAWN, Candidate, ImportRun, Known
from portal.intake.columns import KEY, record_of, source_id
from portal.intake.drafts import only_owner
from portal.intake.lists import List
from portal.pages.gate import GateRefused, published_by
from portal.pages.models import PortalPage
from portal.pages.verbs import free_slug
from portal.publication.transaction import transaction

CREATED, UNCHANGED, CHANGED, REFUSED = "created", "unchanged", "changed", "refused"
Progress = Callable[[int, int], None]


class RowsRun(ImportRun):
    """An import whose lines are a list's rows. `outcomes` is {row number: (outcome, title, reason)}."""

    def __init__(
        self,
        name: str,
        kind: str,
        *,
        columns: dict[str, int],
        options: dict[str, str],
        publish: bool,
        dry_run: bool,
        user: Any = None,
    ) -> None:
        super().__init__(Path(name), kind, dry_run=dry_run)
        self.kind_name, self.columns, self.options, self.publish = kind, columns, options, publish
        self.user = user
        self.outcomes: dict[int, tuple[str, str, str]] = {}

    def go(self, found: List, progress: Progress) -> None:
        """Every row in order, a batch a transaction; a row that cannot be read is refused alone."""
        for start in range(0, len(found.rows), self.batch):
            rows = enumerate(found.rows[start : start + self.batch], found.first_row + start)
            self._batch([line for number, row in rows if (line := self._line(number, row))])
            progress(min(start + self.batch, len(found.rows)), len(found.rows))
        for refusal in self.report.refused:
            title = self._title(found, refusal["line"])
            self.outcomes.setdefault(refusal["line"], (REFUSED, title, told(refusal["reason"])))

    def _title(self, found: List, number: int) -> str:
        column = self.columns.get("title", self.columns.get("name"))
        return found.rows[number - found.first_row][column][:120] if column is not None else ""

    def _line(self, number: int, row: list[str]) -> Line | None:
        if not any(cell.strip() for cell in row):
            return None
        try:
            record = record_of(row, self.columns, self.kind_name, self.options.get("base", ""))
            key = row[self.columns[KEY]].strip()
            if not key:
                raise Refused(_("The cell that identifies the row is empty."))
        except Refused as refusal:
            return Line(number, 0, refusal=str(refusal))
        source = self.options.get("source", "")
        return Line(number, 0, record=record | {"source_id": source_id(source, key), "site": source})

    def _one(self, candidate: Candidate, known: Known | None) -> None:
        before = (self.report.accepted, self.report.unchanged, self.report.changed)
        super()._one(candidate, known)
        after = (self.report.accepted, self.report.unchanged, self.report.changed)
        grown = [
            outcome for outcome, old, new in zip((CREATED, UNCHANGED, CHANGED), before, after, strict=True) if new > old
        ]
        if grown:
            self.outcomes[candidate.line] = (grown[0], getattr(candidate.record, "title", ""), "")

    def _change(self, candidate: Candidate, known: Known) -> None:
        """A draft that was never public is filled anew; anything else as in every import.

        Whoever knows the name of a list and a key names a record: the person's own permission decides.
        """
        page = candidate.target.model.objects.get(pk=known.pk)
        self._require(page, known)
        if known.live:
            super()._change(candidate, known)
            return
        if page.first_published_at:
            raise Refused(WITHDRAWN)
        if known.editor is not None:
            raise Refused(EDITED)
        self._fill(page, candidate)
        if not self.dry_run:
            page.save()
            self._keep_changes(page)

    def _require(self, page: PortalPage, known: Known) -> None:
        allowed = page.permissions_for_user(self.user) if self.user else None
        if allowed is None or not (allowed.can_publish() if self.publish and known.live else allowed.can_edit()):
            raise Refused(_("The record belongs to somebody else; you may not change it."))

    @contextmanager
    def _as_user(self) -> Iterator[None]:
        """What the gate holds back is a refused row."""
        try:
            with published_by(self.user):
                yield
        except GateRefused as refused:
            raise Refused(" ".join(row.text for row in refused.missing)) from None

    def _keep_new(self, parent: Page, page: PortalPage) -> None:
        page.owner, page.record_owner = self.user, page.record_owner or only_owner(self.user)
        if self.publish:
            with self._as_user():
                super()._keep_new(parent, page)
            return
        with transaction():
            page.live, page.has_unpublished_changes = False, True
            page.slug = free_slug(page.title, page.permanent_id)
            parent.add_child(instance=page)
            page.save_revision(changed=False)

    def _keep_changes(self, page: PortalPage) -> None:
        if self.publish:
            with self._as_user():
                super()._keep_changes(page)
            return
        with transaction():
            page.save_revision()
            # The draft holds the row now: the next run finds it unchanged.
            type(page).objects.filter(pk=page.pk).update(content_digest=page.content_digest)


def told(reason: str) -> str:
    """The importers' reasons in the clerk's words."""
    known = {
        EDITED: _("It was edited here since; the list does not overwrite that."),
        WITHDRAWN: _("It was withdrawn here."),
        "source_id: appears twice in this file": _("Another row has the same identifying cell."),
    }
    return known.get(reason, reason)
