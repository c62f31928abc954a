"""Wagtail's scheduled publishing, each item in one publication transaction; one bad item stops no other."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import Page, Revision

from portal.pages.gate import GateRefused
from portal.pages.history import cancel_schedule
from portal.publication.transaction import transaction

logger = logging.getLogger(__name__)


class Command(WagtailCommand):
    """`manage.py publish_scheduled [--dryrun]`; exits 1 when an item could not be published."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        now = timezone.now()
        expired = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
        due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
        failed = [page for page in expired if not self._attempt(page, partial(_expire, page))]
        failed += [revision for revision in due if not self._attempt(revision, partial(_publish, revision))]
        if failed:
            raise CommandError(f"{len(failed)} scheduled items failed; the log of this command names them")

    def _attempt(self, item: object, step: Callable[[], None]) -> bool:
        try:
            with transaction():
                step()
        except GateRefused as refused:
            self.stderr.write(_("Not published, the schedule was cancelled: %(why)s") % {"why": refused})
            assert isinstance(item, Revision)  # noqa: S101 - what expires passes no gate
            cancel_schedule(item, refused)
            return False
        except Exception:
            logger.exception("scheduled item %s was left as it was", item)
            return False
        return True


def _expire(page: Page) -> None:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")
