"""What was printed: a compilation at an edition, by reference to the versions that were public then (S 7.1.2)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What the job that makes the PDF adds; everything else stays as it was released.
MADE = frozenset({"file", "made_at", "pages", "bytes", "sha256", "unprintable", "job"})


class Release(models.Model):
    """A frozen compilation. No foreign keys into pages: paper outlives them.

    `compilation` and `version` are the VersionRef of the compilation itself (its foreword is read there). `contents`
    are `[{"entry": 1…, "heading", "note", "id", "n"}]`, id and n being the VersionRef of what is printed: the text
    is read from PublishedVersion, so that what is redacted there is gone here too. `sha256` is hexadecimal.
    """

    compilation = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=255)
    edition = models.CharField(_("edition"), max_length=128)
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    contents = models.JSONField(default=list)
    released_at = models.DateTimeField(_("released"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("released by"), null=True, related_name="+"
    )
    job = models.UUIDField(null=True, editable=False)
    file = models.FileField(upload_to="printed/", blank=True)
    made_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    # Characters that the typeface cannot draw; 〓 stands for them in print.
    unprintable = models.CharField(max_length=255, blank=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["compilation", "number"], name="release_number")]

    def __str__(self) -> str:
        return f"{self.title} {self.edition}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once released, only what the job makes may be added. Raises ValueError for any other change."""
        if not self._state.adding and not set(kwargs.get("update_fields") or ["*"]) <= MADE:
            raise ValueError("a release does not change: release the compilation again")
        super().save(*args, **kwargs)
