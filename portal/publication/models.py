"""The log and what it makes readable. No foreign keys into pages: the log outlives them."""

import json
import uuid
from typing import Any

from django.db import models

from portal.publication.events import wire


class LogHead(models.Model):
    """One row (id 1): the log's epoch and its last position. Taken as the last lock of every publication.

    `pruned` is the last position that is no longer kept. `edition` counts what staff changed on the site beside the
    log (plain pages, vocabularies, settings): with epoch and position it tells whether a kept page is still true.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.CharField(max_length=8)
    position = models.BigIntegerField(default=0)
    pruned = models.BigIntegerField(default=0)
    edition = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.epoch}:{self.position}"


class PublishedItem(models.Model):
    """One public record, live or withdrawn: its current list form and the columns that lists filter and sort by.

    `position` is that of the last event about it; `date` is a Shanghai day; `level_rank` sorts narrowest first.
    `listing` holds no computed status: stamp it with an instant before showing it. `facts` are what filters last
    knew of it (portal.publication.facts); a withdrawn record keeps them unless it was redacted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=32)
    subtype = models.CharField(max_length=32, blank=True)
    live = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    position = models.BigIntegerField(default=0, db_index=True)
    path = models.CharField(max_length=1024)
    title = models.TextField()
    number = models.CharField(max_length=255, blank=True, db_index=True)
    date = models.DateField(null=True)
    level_rank = models.PositiveSmallIntegerField(default=9)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    listing = models.JSONField(default=dict)
    facts = models.JSONField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=32, blank=True)
    successor = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "live", "-date", "id"], name="item_kind_date"),
            models.Index(fields=["kind", "live", "-updated_at", "id"], name="item_kind_updated"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.id} v{self.version}"


class PublishedVersion(models.Model):
    """What the public could read as version `n`: the detail form. A referenced version is never pruned."""

    item = models.ForeignKey(PublishedItem, models.CASCADE, related_name="versions")
    n = models.PositiveIntegerField()
    position = models.BigIntegerField()
    published_at = models.DateTimeField()
    detail = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "n"], name="version_of_item")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.n}"


class PublishedPath(models.Model):
    """Every path a record ever had, for redirects and for 410 for ever."""

    path = models.CharField(max_length=1024, unique=True)
    item = models.ForeignKey(PublishedItem, models.CASCADE, related_name="paths")

    def __str__(self) -> str:
        return self.path


class PublishedFacet(models.Model):
    """A code by which a live record can be filtered. No row means the record has no value (`none`)."""

    item = models.ForeignKey(PublishedItem, models.CASCADE, related_name="facet_rows")
    name = models.CharField(max_length=32)
    value = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "value", "item"], name="facet_of_item")]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class PublishedSpan(models.Model):
    """The tabulated status or validity of a live record: `value` holds for starts_at ≤ t < ends_at."""

    item = models.ForeignKey(PublishedItem, models.CASCADE, related_name="spans")
    axis = models.CharField(max_length=16)
    value = models.CharField(max_length=16)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["axis", "value", "starts_at", "ends_at"], name="span_at")]

    def __str__(self) -> str:
        return f"{self.axis}={self.value} from {self.starts_at:%Y-%m-%d %H:%M}"


class DueBoundary(models.Model):
    """A boundary the sweeper has fired (`position` set) or will fire when it is due."""

    item = models.ForeignKey(PublishedItem, models.CASCADE, related_name="boundaries")
    window_id = models.CharField(max_length=64)
    name = models.CharField(max_length=16)
    due_at = models.DateTimeField(db_index=True)
    cause = models.CharField(max_length=64, blank=True)
    part = models.CharField(max_length=64, blank=True)
    position = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "window_id", "name", "due_at", "cause"], name="boundary_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"


class PublicationEvent(models.Model):
    """One public change. Positions are gapless and in commit order within an epoch; rows change by redaction only.

    `body` is the CloudEvents text that feed, stream and webhooks send (portal.publication.events); `before` and
    `after` are what filters knew of the record around it: null where it was not public, or was redacted.
    """

    position = models.BigIntegerField(primary_key=True)
    epoch = models.CharField(max_length=8)
    type = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    item_id = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    path = models.CharField(max_length=1024)
    previous_path = models.CharField(max_length=1024, blank=True)
    time = models.DateTimeField()
    recorded_at = models.DateTimeField()
    change_note = models.TextField(blank=True)
    significant = models.BooleanField(default=False)
    redacted = models.BooleanField(default=False)
    body = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.position} {self.type} {self.item_id}"

    @property
    def data(self) -> dict[str, Any]:
        """The event's own part (API.md §4): id, version, deleted, object, changed, reason, late …"""
        data: dict[str, Any] = json.loads(wire(self.body))["data"]
        return data


class ConsumerCursor(models.Model):
    """How far a consumer has come (`position`), when it last ran, and its last error ("" for none)."""

    name = models.CharField(max_length=64, primary_key=True)
    position = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField()
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class ParkedEvent(models.Model):
    """An event on which a consumer failed: being tried (`parked_at` null), or passed over until somebody retries it.

    `tries` counts the failures so far, `reason` is the last one; `event_id` is the CloudEvents id.
    """

    consumer = models.CharField(max_length=64)
    position = models.BigIntegerField()
    event_id = models.CharField(max_length=64)
    tries = models.PositiveIntegerField(default=0)
    reason = models.TextField()
    parked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consumer", "position"], name="parked_once")]

    def __str__(self) -> str:
        return f"{self.consumer} at {self.position}"
