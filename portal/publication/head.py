"""The log's head: epoch and last position, and the one place where positions are handed out."""

import secrets
from typing import Any

from django.db import connection
from django.db.models import F
from django.http import HttpRequest

from portal.publication.buffer import buffer_in_use
from portal.publication.models import LogHead
from portal.publication.wake import announce

# Written out: nearly every request asks it, and composing it would cost three times as much as asking.
SQL = "SELECT id, epoch, position, pruned, edition FROM publication_loghead WHERE id = 1"


def log_head() -> LogHead:
    """The head as it is now; a log that was never written has position 0."""
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        row = cursor.fetchone()
    return LogHead(*row) if row else LogHead(pk=1, epoch="", position=0)


def head_of(request: HttpRequest | None) -> LogHead:
    """The head as it was when this request first asked for it."""
    if request is None:
        return log_head()
    known: LogHead | None = getattr(request, "_log_head", None)
    if known is None:
        known = request._log_head = log_head()  # type: ignore[attr-defined]
    return known


def ensure_head() -> None:
    """Create the head row once. It must exist before the first publication takes it as its last lock."""
    LogHead.objects.get_or_create(pk=1, defaults={"epoch": secrets.token_hex(4)})


def take_positions(count: int, touched: bool = False) -> tuple[str, int]:
    """Lock the head and take `count` positions: (epoch, first position). The lock is held until COMMIT.

    `touched` counts a change of the site beside the log in the same statement.
    """
    _move(position=F("position") + count, **({"edition": F("edition") + 1} if touched else {}))
    head = LogHead.objects.get(pk=1)
    announce()
    return head.epoch, head.position - count + 1


def touch() -> None:
    """Something that pages show changed beside the log (a plain page, a vocabulary, a setting).

    Inside a publication transaction it is counted as the transaction's last statement, outside at once.
    """
    buffer = buffer_in_use.get()
    if buffer is None:
        count_edition()
    else:
        buffer.touched = True


def count_edition() -> None:
    """Move the head's edition: pages kept before now are no longer taken for true."""
    _move(edition=F("edition") + 1)
    announce()


def begin_epoch() -> str:
    """Start a new epoch, after a backup was restored: positions handed out since that backup name nothing any more.

    Every older position is answered with 410 from now on. Returns the new epoch.
    """
    epoch = secrets.token_hex(4)
    _move(epoch=epoch, edition=F("edition") + 1)
    announce()
    return epoch


def _move(**values: Any) -> None:
    if not LogHead.objects.filter(pk=1).update(**values):
        ensure_head()
        LogHead.objects.filter(pk=1).update(**values)
