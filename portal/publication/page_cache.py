"""The cache of finished pages and of their parts; one that fails costs time once, never a page."""

import logging
import pickle
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches

from portal.publication.release import release

logger = logging.getLogger(__name__)

ALIAS = "pages"
# A cache that failed is not asked again for so long: readers must not wait for it one by one.
LEFT_ALONE_SECONDS = 5.0
_alone_until = 0.0


def recall(key: str) -> Any:
    """What this release kept, None for nothing."""
    return _asked(lambda: caches[ALIAS].get(f"{release()}:{key}"))


def keep(key: str, value: object, seconds: int) -> None:
    """Keep a value, if the cache answers."""
    if seconds > 0:
        _asked(lambda: caches[ALIAS].set(f"{release()}:{key}", value, seconds))


def ask_again() -> None:
    """Whatever failed before: the cache may be asked at once."""
    global _alone_until
    _alone_until = 0.0


def _asked(question: Callable[[], Any]) -> Any:
    global _alone_until
    if time.monotonic() < _alone_until:
        return None
    try:
        return question()
    except (pickle.PickleError, AttributeError, EOFError, ImportError):
        logger.warning("what was kept of a page cannot be read; it is made anew", exc_info=True)
        return None
    except Exception:
        # Whatever the backend's client raises: a page is worth more than its copy.
        logger.warning("the cache of pages does not answer; it is left alone for a moment", exc_info=True)
        _alone_until = time.monotonic() + LEFT_ALONE_SECONDS
        return None
