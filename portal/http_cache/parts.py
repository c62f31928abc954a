"""What pages are composed of, kept for those for whom no finished page is kept: staff, visitors with a cookie."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from portal.http_cache.truth import LONGEST
from portal.publication.models import LogHead
from portal.publication.page_cache import keep, recall
from portal.windows.calm import calm

Part = TypeVar("Part")


def kept(name: str, head: LogHead, now: dt.datetime, make: Callable[[], Part]) -> Part:
    """What `make` gives at `now`, made once while log and site stand still and the clock changes nothing.

    `head` was read before: what changes meanwhile ends what is kept. It may depend on nothing else: on no vocabulary,
    since processes learn of its changes a moment later.
    """
    key = f"part:{head.epoch}:{head.position}:{head.edition}:{name}"
    found = recall(key)
    if found and found[0].since <= now < found[0].until:
        part: Part = found[1]
        return part
    made = make()
    if head.epoch:
        keep(key, (calm(now), made), int(LONGEST.total_seconds()))
    return made
