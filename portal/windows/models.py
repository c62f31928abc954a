"""Windows as editors announce them, and the append-only record of what happened to them."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.models import Orderable

from portal.publication.rendering import END_OF_TIME
from portal.windows.milestones import MilestonesWidget, check


class Purpose(models.TextChoices):
    """What one may do while a window is open."""

    APPLY = "apply", _("apply")
    REGISTER = "register", _("register")
    OBJECT = "object", _("object")
    COMMENT = "comment", _("comment")
    CLAIM = "claim", _("claim")


class HappeningKind(models.TextChoices):
    """What can happen to a window."""

    OPENED = "opened", _("opened")
    EXTENDED = "extended", _("extended")
    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("resumed")
    QUOTA_REACHED = "quota_reached", _("quota reached")
    CLOSED_EARLY = "closed_early", _("closed early")
    REOPENED = "reopened", _("reopened")
    CORRECTED = "corrected", _("announcement corrected")


# A happening that moves a deadline must say to when; one that the reader may object to must say why.
NEEDS_CLOSING = frozenset({HappeningKind.EXTENDED})
NEEDS_REASON = frozenset(HappeningKind.values) - {HappeningKind.OPENED, HappeningKind.RESUMED}
EDITED = _("What happened cannot be edited; record what corrects it.")
DELETED = _("What happened cannot be deleted; record what corrects it.")
TIMES = ("opens_at", "closes_at", "open_ended")
REWRITTEN = _(
    "These times are published. Do not change them here: record an extension, or the correction of a mistake, on the "
    "page “Windows”, with its reason."
)


class Window(Orderable):
    """A period as first announced: opens_at ≤ t < closes_at. `milestones` are `[{name, at}]`; only the end decides."""

    permanent_id = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose.choices, default=Purpose.APPLY)
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    open_ended = models.BooleanField(_("open-ended (长期)"), default=False)
    text = models.CharField(_("in words"), max_length=500, blank=True)
    milestones = models.JSONField(_("milestones"), default=list, blank=True)

    panels = [
        FieldPanel("purpose", help_text=_("What one may do in this period: apply, register, object, comment, claim.")),
        FieldRowPanel(
            [
                FieldPanel(
                    "opens_at", help_text=_("From when. Without a time of day in the notice: 00:00 of the first day.")
                ),
                FieldPanel(
                    "closes_at",
                    help_text=_(
                        "Until when. Without a time of day in the notice: 00:00 of the day after the last one."
                    ),
                ),
                FieldPanel(
                    "open_ended",
                    help_text=_("Tick for 长期有效 or 常年受理; then there is no closing time."),
                ),
            ]
        ),
        HelpPanel(template="windows_admin/window_note.html"),
        FieldPanel("text", help_text=_("The period in the words of the notice; shown beside the computed dates.")),
        FieldPanel(
            "milestones",
            widget=MilestonesWidget,
            help_text=_("Dates within the period that people must know; the closing time alone decides the status."),
        ),
    ]

    # How a row is joined to the page whose window it is.
    page_path: ClassVar[str] = "page"

    class Meta(Orderable.Meta):
        abstract = True

    def announced(self) -> "Window | None":
        """The same window as the public has it now; None where it is not published."""
        if self.pk is None:
            return None
        live = {"permanent_id": self.permanent_id, f"{self.page_path}__live": True}
        rows = type(self)._default_manager.filter(**live).select_related(self.page_path)
        found: Window | None = rows.first()
        return found

    @property
    def is_dated(self) -> bool:
        """Whether it names any time at all."""
        return bool(self.opens_at or self.closes_at or self.open_ended)

    def _clean_announced(self) -> None:
        """What the public was told is not rewritten: a moved deadline is a happening, with its reason."""
        public = self.announced()
        if public is None or not public.is_dated:
            return
        for name in TIMES:
            # An editor's field has no seconds.
            if _minute(getattr(self, name)) == _minute(getattr(public, name)):
                setattr(self, name, getattr(public, name))
        if changed := [name for name in TIMES if getattr(self, name) != getattr(public, name)]:
            raise ValidationError(dict.fromkeys(changed, REWRITTEN))

    def clean(self) -> None:
        """No end is legal only with the 长期 flag, and an end lies after its beginning."""
        super().clean()
        check(self.milestones)
        self._clean_announced()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The window closes before it opens.")})
        if self.open_ended and self.closes_at:
            raise ValidationError({"open_ended": _("An open-ended window has no closing time.")})
        # A closing at the end of tabulated time (9999-12-31) is 长期 in disguise.
        unending = self.closes_at is not None and self.closes_at >= END_OF_TIME
        if unending or (self.opens_at and not self.closes_at and not self.open_ended):
            raise ValidationError({"closes_at": _("Give the closing time, or mark the window as open-ended.")})


class AppendOnly(models.QuerySet["WindowEvent"]):
    """Refuses in bulk what the model refuses singly."""

    def update(self, **values: Any) -> int:
        """Refused."""
        raise ValidationError(EDITED)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refused."""
        raise ValidationError(EDITED)

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        """Refused: it would pass the checks by."""
        raise NotImplementedError("record happenings one by one")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise ValidationError(DELETED)


class WindowEvent(models.Model):
    """A happening (GLOSSARY), never edited and never deleted: a mistake is corrected by a further one.

    It hangs on the window's permanent id, not on a row: drafts and revisions cannot lose it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    window_id = models.UUIDField(_("window"), db_index=True)
    kind = models.CharField(_("what happened"), max_length=16, choices=HappeningKind.choices)
    at = models.DateTimeField(_("holds from"))
    closes_at = models.DateTimeField(_("new closing time"), null=True, blank=True)
    # Only of a corrected announcement: what it should have said.
    opens_at = models.DateTimeField(_("right opening time"), null=True, blank=True)
    open_ended = models.BooleanField(_("open-ended (长期)"), default=False)
    corrects = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("corrects"), null=True, blank=True, related_name="corrected_by"
    )
    reason = models.TextField(_("reason"), blank=True)
    source_url = models.URLField(_("source"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["at", "recorded_at"]
        verbose_name = _("happening of a window")
        verbose_name_plural = _("happenings of windows")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    def clean(self) -> None:
        """A moved deadline says to when (later than it was moved), everything that takes something away says why."""
        if self.kind == HappeningKind.CORRECTED:
            self._clean_correction()
        elif self.at and self.closes_at and self.closes_at <= self.at:
            raise ValidationError({"closes_at": _("The window closes before it opens.")})
        if self.kind in NEEDS_CLOSING and not self.closes_at:
            raise ValidationError({"closes_at": _("Say until when.")})
        if self.kind in NEEDS_REASON and not self.reason.strip():
            raise ValidationError({"reason": _("Say why.")})

    def _clean_correction(self) -> None:
        """It says at least one thing; the end it names may lie in the past: it should have been told earlier."""
        if not (self.opens_at or self.closes_at or self.open_ended):
            raise ValidationError(_("Say which time is right."))
        if self.open_ended and self.closes_at:
            raise ValidationError({"open_ended": _("An open-ended window has no closing time.")})
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The window closes before it opens.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise ValidationError(EDITED)
        self.full_clean()
        super().save(*args, force_insert=True)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refused."""
        raise ValidationError(DELETED)


def _minute(value: Any) -> Any:
    return value.replace(second=0, microsecond=0) if isinstance(value, dt.datetime) else value
