"""Signing secrets: shown once, kept sealed with a key made from SECRET_KEY (SECRET_KEY_FALLBACKS still open them)."""

import base64
import datetime as dt
import hashlib
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from api.webhooks.models import Endpoint

PREFIX = "whsec_"
BYTES = 32


class Unreadable(Exception):
    """The secret was sealed with a key that this portal does not have."""


def new_secret() -> str:
    """`whsec_` and the base64 of 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def sealed(secret: str) -> str:
    """What is kept of it."""
    return _box().encrypt(secret.encode()).decode()


def opened(kept: str) -> str:
    """The secret; raises Unreadable."""
    try:
        return _box().decrypt(kept).decode()
    except InvalidToken as error:
        raise Unreadable from error


def readable(kept: str) -> bool:
    """Whether this portal can sign with it."""
    try:
        return bool(opened(kept))
    except Unreadable:
        return False


def secrets_of(endpoint: Endpoint, at: dt.datetime) -> list[str]:
    """Those that sign at an instant: the present one, and the one before while its grace lasts."""
    found = [opened(endpoint.secret)]
    if endpoint.previous_secret and endpoint.previous_until and at < endpoint.previous_until:
        found.append(opened(endpoint.previous_secret))
    return found


def _box() -> MultiFernet:
    return _made((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=2)
def _made(keys: tuple[str, ...]) -> MultiFernet:
    """SECRET_KEY is random and long: one hash with a purpose makes the key, no stretching is needed."""
    digests = [hashlib.sha256(b"huiqi.webhook-secrets\0" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
