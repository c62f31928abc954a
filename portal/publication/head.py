"""The log's head: epoch and last position, and the one place where positions are handed out."""

import secrets

from django.db.models import F

from portal.publication.models import LogHead


def log_head() -> LogHead:
    """The head as it is now; a log that was never written has position 0."""
    head = LogHead.objects.filter(pk=1).first()
    return head or LogHead(pk=1, epoch="", position=0)


def ensure_head() -> None:
    """Create the head row once. It must exist before the first publication takes it as its last lock."""
    LogHead.objects.get_or_create(pk=1, defaults={"epoch": secrets.token_hex(4)})


def take_positions(count: int) -> tuple[str, int]:
    """Lock the head and take `count` positions: (epoch, first position). The lock is held until COMMIT."""
    if not LogHead.objects.filter(pk=1).update(position=F("position") + count):
        ensure_head()
        LogHead.objects.filter(pk=1).update(position=F("position") + count)
    head = LogHead.objects.get(pk=1)
    return head.epoch, head.position - count + 1
