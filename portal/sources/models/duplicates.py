"""Records that look like the same one twice, and what an editor said about it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Fingerprint(models.Model):
    """By what a page is compared: number in normal form, digests of title and text without spaces and marks."""

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="fingerprint")
    kind = models.CharField(max_length=32)
    number = models.CharField(max_length=255, blank=True, db_index=True)
    title = models.CharField(max_length=64, db_index=True)
    text = models.CharField(max_length=64, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind}/{self.page_id}"


class PairState(models.TextChoices):
    """What was said of a pair."""

    PROPOSED = "proposed", _("waits for a decision")
    DIFFERENT = "different", _("not the same")
    MERGED = "merged", _("merged")


class DuplicatePair(models.Model):
    """Two pages that look like one, the older page first; `likeness` of their texts in percent."""

    first = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    second = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    same_number = models.BooleanField(default=False)
    same_title = models.BooleanField(default=False)
    likeness = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(_("state"), max_length=16, choices=PairState.choices, default=PairState.PROPOSED)
    found_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-likeness", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} · {self.second_id}"


class LookedThrough(models.Model):
    """How far the finder has come in the publication log (one row, id 1)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.CharField(max_length=8, blank=True)
    position = models.BigIntegerField(default=0)
    drafts_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.epoch}:{self.position}"
