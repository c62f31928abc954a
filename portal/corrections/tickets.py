"""The signed ticket in every form: when and for which record it was opened, and the receipt it will give.

One form with the same words gives one receipt, however often it is sent: a double click makes no second correction.
"""

import hashlib
import hmac
import secrets
import time
import uuid
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from django.conf import settings
from django.core import signing

SALT = "portal.corrections.ticket"
LASTS_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Ticket:
    """`age` in seconds since the form was shown; `value` is the form's own."""

    age: float
    value: str

    def receipt(self, words: str) -> str:
        """What these words, sent with this form, are found under; nobody can guess it."""
        said = f"{SALT}:{self.value}:{words}"
        digest = hmac.new(settings.SECRET_KEY.encode(), said.encode("utf-8", "replace"), hashlib.sha256).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")


def new_ticket(item_id: uuid.UUID) -> str:
    """For a form that is shown now."""
    return signing.TimestampSigner(salt=SALT).sign(f"{item_id}:{secrets.token_urlsafe(16)}")


def read_ticket(text: str, item_id: uuid.UUID) -> Ticket | None:
    """None for one that is forged, of another record's form, or too old."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        value = signer.unsign(text, max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    if not value.startswith(f"{item_id}:"):
        return None
    return Ticket(age=_age(text), value=value)


def _age(text: str) -> float:
    """The signature was checked already."""
    stamp = text.rsplit(":", 2)[1]
    return max(0.0, time.time() - signing.b62_decode(stamp))
