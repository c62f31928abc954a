"""How much one address may ask in a minute, and the headers that tell what is left (draft-ietf-httpapi-ratelimit)."""

import ipaddress
import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from portal.client_address import client_address

logger = logging.getLogger(__name__)

IPV6_PREFIX = 64


@dataclass(frozen=True)
class Allowance:
    """What is left of the quota in this window of `window` seconds, which ends in `reset` seconds."""

    quota: int
    window: int
    left: int
    reset: int

    @property
    def spent(self) -> bool:
        """Whether this request is one too many."""
        return self.left < 0


def take(request: HttpRequest) -> Allowance | None:
    """Count this request; None without a quota in settings.API_RATE_LIMIT, and while the cache does not answer."""
    quota, window = settings.API_RATE_LIMIT
    if not quota:
        return None
    number, elapsed = divmod(int(time.time()), window)
    try:
        used = _count(f"api-rate:{_group(client_address(request))}:{number}", window)
    except Exception:  # whatever the cache's client raises: reading goes on without a limit
        logger.exception("requests cannot be counted")
        return None
    return Allowance(quota, window, quota - used, window - elapsed)


def _count(key: str, window: int) -> int:
    cache.add(key, 0, timeout=window + 1)
    try:
        return int(cache.incr(key))
    except ValueError:  # the entry went between the two calls: a full cache forgets, and that favours the reader
        return 1


def announce(response: HttpResponse, allowance: Allowance) -> None:
    """Put RateLimit-Policy and RateLimit on a response."""
    response["RateLimit-Policy"] = f'"default";q={allowance.quota};w={allowance.window}'
    response["RateLimit"] = f'"default";r={max(0, allowance.left)};t={allowance.reset}'


def _group(address: str) -> str:
    """One reader may own a whole IPv6 network of 64 bits; it counts as one address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, IPV6_PREFIX), strict=False))
    return str(parsed)
