"""The lease of the one rebuild that may run: a row that its holder beats, free again when the beat stops."""

import datetime as dt
import secrets
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from portal.publication.unavailable import Unavailable
from search.models import SearchRebuild

EXPIRES_AFTER = dt.timedelta(seconds=60)


class RebuildRunning(Unavailable):
    """Another rebuild holds the lease; the message says since when and how far it is."""


class LeaseLost(Unavailable):
    """This rebuild gave no sign of life for so long that another may have begun; it must stop."""


class Lease:
    """Held from `take` until `release`; every `beat` keeps it for another minute."""

    def __init__(self, token: str):
        self.token = token

    def beat(self, **values: Any) -> None:
        """Say that the holder lives, and store `values` on the row. Raises LeaseLost."""
        values["beaten_at"] = timezone.now()
        if not SearchRebuild.objects.filter(pk=1, token=self.token).update(**values):
            raise LeaseLost("the rebuild gave no sign of life for a minute and lost its turn; start it again")

    def swapping(self, position: int) -> None:
        """Note, before the swap, from where events are to be applied again after it. Raises LeaseLost."""
        self.beat(replay_from=Least(Coalesce(F("replay_from"), position), position))

    def release(self) -> None:
        """Give it back, if it is still held."""
        SearchRebuild.objects.filter(pk=1, token=self.token).update(token="")


def take(total: int = 0) -> Lease:
    """The lease, for a rebuild of `total` records. Raises RebuildRunning while another one is alive."""
    now, token = timezone.now(), secrets.token_hex(8)
    SearchRebuild.objects.get_or_create(pk=1)
    taken = {"token": token, "started_at": now, "beaten_at": now, "done": 0, "total": total}
    if not SearchRebuild.objects.filter(_free(now), pk=1).update(**taken):
        raise RebuildRunning(sentence(SearchRebuild.objects.get(pk=1), now))
    return Lease(token)


def unfinished() -> SearchRebuild | None:
    """What rebuilds that ended early left to do: litter to remove, events to replay. None while one is alive."""
    left = Q(litter=True) | Q(replay_from__isnull=False)
    return SearchRebuild.objects.filter(_free(timezone.now()), left, pk=1).first()


def to_replay() -> int | None:
    """The position after which events may be missing in the serving index; None when there are none."""
    return SearchRebuild.objects.filter(pk=1).values_list("replay_from", flat=True).first()


def sentence(row: SearchRebuild, now: dt.datetime) -> str:
    """What the holder is doing, for people; times in the portal's zone."""
    if row.started_at is None or row.beaten_at is None:
        return "a rebuild has just ended; try again"
    since = timezone.localtime(row.started_at)
    silent = max(0, round((now - row.beaten_at).total_seconds()))
    return (
        f"a rebuild is running since {since:%Y-%m-%d %H:%M:%S}, {row.done:,} of {row.total:,} records, last sign of "
        f"life {silent} s ago; if it was killed, it can be started again {EXPIRES_AFTER.seconds} s after that sign"
    )


def _free(now: dt.datetime) -> Q:
    return Q(token="") | Q(beaten_at__lt=now - EXPIRES_AFTER)
