"""Two subscribers with keys that everybody knows, for developers and acceptance scripts only."""

from django.conf import settings

from api.subscribers.keys import digest_of, issue
from api.subscribers.models import ApiKey, Subscriber

SAMPLES = (("Sample subscriber", "test-key"), ("Another sample subscriber", "test-key-2"))


class NotAllowed(Exception):
    """These settings are not a developer's."""


def ensure_samples() -> int:
    """Make what is missing of the two; returns how many were made. Raises NotAllowed unless EXERCISE_ALLOWED."""
    if not getattr(settings, "EXERCISE_ALLOWED", False):
        raise NotAllowed("only the settings of developers set EXERCISE_ALLOWED")
    made = 0
    for name, key in SAMPLES:
        if not ApiKey.objects.filter(digest=digest_of(key)).exists():
            subscriber, _made = Subscriber.objects.get_or_create(name=name, defaults={"email": "sample@example.org"})
            issue(subscriber, label="sample", text=key)
            made += 1
    return made
