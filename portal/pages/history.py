"""What the gate writes into a page's history, in words: a waiver, a forced publication, a schedule that was refused."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page, Revision

from portal.pages.gate import FORCED_ACTION, WAIVED_ACTION, GateRefused

SCHEDULE_REFUSED_ACTION = "portal.schedule_refused"


class ReasonedFormatter(LogFormatter):
    """A message, then the reason and what was lacking as its comment."""

    def format_comment(self, log_entry: Any) -> str:
        """Reason and sentences of the entry's data."""
        entry = log_entry.data
        lacking = entry.get("missing") or []
        parts = [entry.get("reason") or "", _("Missing: %(list)s") % {"list": " ".join(lacking)} if lacking else ""]
        return " ".join(filter(None, parts))


class ForcedFormatter(ReasonedFormatter):
    """Somebody answered for it."""

    label = gettext_lazy("Publish incomplete")
    message = gettext_lazy("Published although something is missing")


class WaivedFormatter(ReasonedFormatter):
    """A program published without the gate."""

    label = gettext_lazy("Publish without checks")
    message = gettext_lazy("A program published without the checks for editors")


class ScheduleRefusedFormatter(ReasonedFormatter):
    """Its time came, and it was not complete."""

    label = gettext_lazy("Scheduled publication refused")
    message = gettext_lazy("Not published at the scheduled time; the schedule was cancelled")


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    """Words for the history pages and reports."""
    for name, formatter in (
        (FORCED_ACTION, ForcedFormatter),
        (WAIVED_ACTION, WaivedFormatter),
        (SCHEDULE_REFUSED_ACTION, ScheduleRefusedFormatter),
    ):
        actions.register_action(name)(formatter)


def cancel_schedule(revision: Revision, refused: GateRefused) -> None:
    """Take the time off a revision that may not be published; the page's history, and through it its keepers, are told.

    It cannot become complete by waiting: what is put right is a new revision, which is scheduled anew.
    """
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    page = Page.objects.get(pk=refused.page.pk).specific
    lacking = [str(row.text) for row in refused.missing]
    log(instance=page, action=SCHEDULE_REFUSED_ACTION, revision=revision, data={"missing": lacking})
