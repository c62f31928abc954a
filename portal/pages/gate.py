"""What must be there before a record is published; every door asks, the editor sees the same list while writing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import Page, PageLogEntry, Revision

from portal.pages.missing import Missing, common_requirements
from portal.pages.second_person import unseen
from portal.publication.buffer import buffer_in_use
from portal.publication.head import log_head

ENFORCED = "enforced"
FORCED_ACTION = "portal.publish_incomplete"
WAIVED_ACTION = "portal.gate_waived"
# Given to whoever may answer for publishing what is incomplete.
FORCING_PERMISSION = "review.publish_incomplete"


class GateRefused(Exception):
    """Raised where something would be published that must not be: the transaction around it rolls back."""

    def __init__(self, page: Page, found: Sequence[Missing]) -> None:
        self.page, self.missing = page, tuple(found)
        super().__init__(f"{page.title}: " + " ".join(row.text for row in found))


@dataclass(frozen=True)
class Pass:
    """Why the gate stands open here, and who answers for it (None: a program)."""

    reason: str
    user: Any = None


_pass: ContextVar[Pass | None] = ContextVar("gate_pass", default=None)
_publisher: ContextVar[Any] = ContextVar("gate_publisher", default=None)


def missing(page: Page) -> list[Missing]:
    """What `page` lacks as it stands in memory, drafts and unsaved children included; [] for one that may go out.

    Each kind declares its own in `PortalPage.requirements()`; other pages lack nothing.
    """
    declared = getattr(page, "requirements", None)
    return [*common_requirements(page), *declared()] if declared else []


def check(page: Page, *, revision: Revision | None = None, due: bool = False) -> None:
    """Raise GateRefused where `page`, which is about to be published from `revision`, must not be.

    With `settings.PUBLICATION_GATE` other than "enforced" nothing is refused. A pass opens it; so does one given to
    this very revision when it was scheduled. `due` says that it was scheduled: then a second person saw it before.
    """
    given = _pass.get()
    if settings.PUBLICATION_GATE != ENFORCED or (given and given.user is None):
        return
    found = missing(page) if due else refusals(page, revision, publisher())
    if found and given:
        _note_forced(page, revision, given, found)
    elif found and not _forced_before(page, revision):
        raise GateRefused(page, found)


def refusals(page: Page, revision: Revision | None, user: Any) -> list[Missing]:
    """What the gate says against publishing `page` from `revision` by `user` (None: a program without a name)."""
    found = missing(page)
    if reason := unseen(page, revision, user):
        found.append(Missing("", reason))
    return found


def publisher() -> Any:
    """Who publishes: the user whom a program named, else who is signed in to the back-office; None for a program."""
    return _publisher.get() or get_active_log_context().user


@contextmanager
def published_by(user: Any) -> Iterator[None]:
    """Within, `user` is the one who publishes; None leaves it to the back-office."""
    token = _publisher.set(user or _publisher.get())
    try:
        yield
    finally:
        _publisher.reset(token)


@contextmanager
def waived(reason: str) -> Iterator[None]:
    """Within, programs (importers, demo, exercise) publish whatever they have; said once a run in the site's history.

    The reason is for people, in the words of the run. A waiver inside another is the outer one's.
    """
    if given := _pass.get():
        with _passed(given):
            yield
        return
    # Said first, so that a run that is killed left it; taken back where nothing was published.
    before, entry = log_head().position, log(instance=_root(), action=WAIVED_ACTION, data={"reason": reason})
    try:
        with _passed(Pass(reason)):
            yield
    finally:
        # Inside a publication the log moves at its end only, and a rollback takes the entry along.
        if buffer_in_use.get() is None and not connection.needs_rollback and log_head().position == before:
            entry.delete()


@contextmanager
def forced(reason: str, user: Any) -> Iterator[None]:
    """Within, `user` answers with a typed reason for what is published incomplete; each page's history says so.

    Raises PermissionDenied where the user may not.
    """
    if not user.has_perm(FORCING_PERMISSION):
        raise PermissionDenied(_("You may not publish what is incomplete."))
    with _passed(Pass(reason, user)), published_by(user):
        yield


@contextmanager
def _passed(given: Pass) -> Iterator[None]:
    token = _pass.set(given)
    try:
        yield
    finally:
        _pass.reset(token)


def _note_forced(page: Page, revision: Revision | None, given: Pass, found: Sequence[Missing]) -> None:
    """Whom to ask, why, and what was lacking: in the history that reviewers read, too."""
    texts = [str(row.text) for row in found]
    log(
        instance=page,
        action=FORCED_ACTION,
        user=given.user,
        revision=revision,
        data={"reason": given.reason, "missing": texts},
    )


def _forced_before(page: Page, revision: Revision | None) -> bool:
    """Whether somebody answered for this revision when it was scheduled."""
    return revision is not None and forced_entries(page).filter(revision_id=revision.pk).exists()


def forced_entries(page: Page) -> QuerySet[PageLogEntry]:
    """The page's publications that somebody answered for, the newest first."""
    return PageLogEntry.objects.filter(page_id=page.pk, action=FORCED_ACTION)


def _root() -> Page:
    return Page.get_first_root_node()
