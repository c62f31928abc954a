"""What is remembered for a while in the cache; a cache that does not answer costs time, never a page."""

import logging
from typing import Any

from django.core.cache import cache

logger = logging.getLogger(__name__)


def recall(key: str) -> Any:
    """What was remembered, None for nothing."""
    try:
        return cache.get(key)
    except Exception:  # whatever the cache's client raises
        logger.exception("the cache cannot be read")
        return None


def remember(key: str, value: Any, seconds: int) -> None:
    """Keep a value, if the cache answers."""
    try:
        cache.set(key, value, seconds)
    except Exception:
        logger.exception("the cache cannot be written")


def times(key: str, seconds: int) -> int:
    """How often this was asked with the key in that time, this time included; 1 while the cache cannot say."""
    try:
        cache.add(key, 0, timeout=seconds)
        return int(cache.incr(key))
    except ValueError:  # the entry ran out between the two calls
        return 1
    except Exception:
        logger.exception("the cache cannot count")
        return 1
