"""When a failed delivery is tried again."""

import datetime as dt
import random
from email.utils import parsedate_to_datetime

from django.conf import settings

from portal.outgoing import Answer

JITTER = 0.1
LONGEST_RETRY_AFTER = 86_400.0


def delay(failures: int, answer: Answer, now: dt.datetime) -> float | None:
    """Seconds until the next attempt after `failures` failed ones; None: that was the last.

    Retry-After is obeyed up to a day. It may make the first repetition sooner than ours, the later ones only later:
    a receiver that says "1" for an hour must not use up its attempts in seconds.
    """
    if failures > len(settings.WEBHOOK_DELAYS):
        return None
    seconds, asked = float(settings.WEBHOOK_DELAYS[failures - 1]), retry_after(answer, now)
    if asked is not None:
        seconds = asked if failures == 1 else max(asked, seconds)
    return seconds * (1 + random.uniform(0, JITTER))  # noqa: S311 - spreads load, hides nothing


def retry_after(answer: Answer, now: dt.datetime) -> float | None:
    """The header as seconds from now, 1 or more; None where there is none that can be read."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return min(LONGEST_RETRY_AFTER, max(1.0, float(text)))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return min(LONGEST_RETRY_AFTER, max(1.0, (at - now).total_seconds()))
