"""What a call made from last year's still has to be told."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class CallCopy(models.Model):
    """A draft made from an earlier call. Both calls by permanent id: drafts and revisions cannot lose it.

    `windows` is what the earlier call's windows announced, by the new windows' ids:
    `{id: {opens_at, closes_at, open_ended}}`, RFC 3339 or null. A hint for people; nothing is computed from it.
    """

    call = models.UUIDField(primary_key=True, default=uuid.uuid4)
    source = models.UUIDField(db_index=True)
    windows = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.call} from {self.source}"
