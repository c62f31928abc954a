"""How often one address may send; nothing is kept of it but a count that forgets itself."""

import hashlib
import ipaddress
import logging
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal.client_address import client_address

logger = logging.getLogger(__name__)

IPV6_PREFIX = 64


def is_one_too_many(request: HttpRequest) -> bool:
    """Count this request; False without a limit, and while the cache does not answer."""
    most, seconds = settings.CORRECTIONS_RATE
    if not most:
        return False
    number = int(time.time()) // seconds
    try:
        return _count(f"corrections:{_sender(client_address(request))}:{number}", seconds) > most
    except Exception:  # whatever the cache's client raises: people can still tell us
        logger.exception("corrections cannot be counted")
        return False


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, timeout=seconds + 1)
    try:
        return int(cache.incr(key))
    except ValueError:  # the entry went between the two calls: a full cache forgets
        return 1


def _sender(address: str) -> str:
    """The network of an address, hashed with the portal's secret: the cache holds no addresses."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        group = "unknown"
    else:
        wide = parsed.version == 6
        group = str(ipaddress.ip_network((parsed, IPV6_PREFIX), strict=False)) if wide else str(parsed)
    return hashlib.sha256(f"{settings.SECRET_KEY}:{group}".encode()).hexdigest()[:32]
