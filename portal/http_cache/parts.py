"""What pages are composed of, kept for those for whom no finished page is kept: staff, visitors with a cookie."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from portal.publication.kept import of_log
from portal.publication.models import LogHead
from portal.windows.calm import calm

Part = TypeVar("Part")


def kept(name: str, head: LogHead, now: dt.datetime, make: Callable[[], Part]) -> Part:
    """What `make` gives at `now`, made once while log and site stand still and the clock changes nothing.

    As of_log: it may depend on no vocabulary, since processes learn of its changes a moment later.
    """
    return of_log(f"{name}:{calm(now).since.timestamp()}", head, make)
