"""Making keys, and knowing a subscriber by one: `Authorization: Bearer <key>` (RFC 6750)."""

import datetime as dt
import hashlib
import secrets

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from api.errors import Refusal
from api.subscribers.models import ApiKey, Subscriber

PREFIX_LENGTH = 7
LONGEST_KEY = 200
# Reading must not write at every request.
USE_IS_NOTED_EVERY = dt.timedelta(minutes=10)


def issue(subscriber: Subscriber, *, label: str = "", text: str = "") -> str:
    """Make a key and return it: this is the only time anybody sees it. `text` is for samples of developers."""
    key = text or f"hq_{secrets.token_urlsafe(32)}"
    ApiKey.objects.create(subscriber=subscriber, label=label, prefix=key[:PREFIX_LENGTH], digest=digest_of(key))
    return key


def revoke(key: ApiKey) -> None:
    """From now on it opens nothing."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())


def digest_of(key: str) -> str:
    """SHA-256 without salt: a key has 256 random bits, nobody guesses what leads to a digest."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def subscriber_of(request: HttpRequest) -> Subscriber:
    """Whose key the request carries; raises Refusal (401) without a key that counts."""
    scheme, _blank, key = request.headers.get("Authorization", "").strip().partition(" ")
    key = key.strip()
    if scheme.lower() != "bearer" or not key:
        raise _refused("")
    found = ApiKey.objects.select_related("subscriber").filter(digest=digest_of(key[:LONGEST_KEY])).first()
    known = found is not None and constant_time_compare(found.digest, digest_of(key))
    if found is None or not known or found.revoked_at is not None or not found.subscriber.active:
        raise _refused("the key is not known, or was revoked")
    _note_use(found)
    return found.subscriber


def _refused(reason: str) -> Refusal:
    challenge = 'Bearer realm="subscriptions"' + (', error="invalid_token"' if reason else "")
    return Refusal("unauthorised", reason, headers={"WWW-Authenticate": challenge})


def _note_use(key: ApiKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at >= USE_IS_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
