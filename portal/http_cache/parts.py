"""What pages are composed of, kept for those for whom no finished page is kept: staff, visitors with a cookie."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import caches

from portal.http_cache.truth import LONGEST
from portal.publication.head import log_head
from portal.windows.calm import calm

logger = logging.getLogger(__name__)

ALIAS = "pages"
Part = TypeVar("Part")


def kept(name: str, now: dt.datetime, make: Callable[[], Part]) -> Part:
    """What `make` gives at `now`, made once while log and site stand still and the clock changes nothing.

    It may depend on nothing else: on no vocabulary, since processes learn of its changes a moment later.
    """
    # Read before the part is made: what changes meanwhile ends what is kept.
    head = log_head()
    key = f"part:{name}:{head.epoch}:{head.position}:{head.edition}"
    found = _asked(lambda: caches[ALIAS].get(key))
    if found and found[0].since <= now < found[0].until:
        part: Part = found[1]
        return part
    made = make()
    if head.epoch:
        _asked(lambda: caches[ALIAS].set(key, (calm(now), made), int(LONGEST.total_seconds())))
    return made


def _asked(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except Exception:
        # Whatever the backend's client raises: the part is made anew.
        logger.warning("the cache of pages does not answer", exc_info=True)
        return None
