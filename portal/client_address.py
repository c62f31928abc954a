"""Whom a request comes from, when proxies of ours stand between."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address the outermost trusted proxy saw; without one, the peer's. X-Forwarded-For is else only a claim."""
    peer: str = request.META.get("REMOTE_ADDR", "")
    trusted: int = settings.TRUSTED_PROXY_COUNT
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if not trusted or not hops:
        return peer
    return hops[-min(trusted, len(hops))]
