"""纠错: what readers say is wrong with a record, whom it reaches and what came of it."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel

LONGEST_TEXT = 2_000


def new_receipt() -> str:
    """256 bits that nobody can guess, as they stand in an address."""
    return secrets.token_urlsafe(32)


class Problem(models.TextChoices):
    """What is wrong."""

    WRONG_FACT = "wrong_fact", _("Something stated is wrong")
    OUT_OF_DATE = "out_of_date", _("Out of date")
    BROKEN_LINK = "broken_link", _("A link or file does not open")
    UNCLEAR = "unclear", _("I cannot understand it")
    OTHER = "other", _("Something else")


class State(models.TextChoices):
    """Where a correction stands."""

    NEW = "new", pgettext_lazy("correction", "new")
    IN_HAND = "in_hand", _("in hand")
    ANSWERED = "answered", _("answered")
    REFUSED = "refused", pgettext_lazy("correction", "refused")


OPEN_STATES = (State.NEW, State.IN_HAND)


class Correction(models.Model):
    """One reader's correction. Nothing here says who it was: that is kept apart, for a time (CorrectionContact).

    The record is named by permanent id, with the version the reader had before them; `owner` is whose record it was
    then. `id` is the public address of an answer that is shown; `receipt` the sender's own, which nobody can guess.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt = models.CharField(max_length=64, unique=True, default=new_receipt, editable=False)
    item_id = models.UUIDField(db_index=True)
    item_kind = models.CharField(max_length=32)
    item_title = models.TextField()
    item_version = models.PositiveIntegerField(default=1)
    owner = models.ForeignKey(
        "taxonomy.Organisation", models.SET_NULL, verbose_name=_("department"), null=True, blank=True, related_name="+"
    )
    problem = models.CharField(_("what is wrong"), max_length=16, choices=Problem.choices)
    passage = models.TextField(_("the passage"), blank=True)
    proposal = models.TextField(_("what is right"), blank=True)
    digest = models.CharField(max_length=64, db_index=True, editable=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.NEW, db_index=True)
    answer = models.TextField(_("answer"), blank=True)
    answer_shown = models.BooleanField(_("the answer is shown to everybody"), default=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["item_id", "answer_shown"], name="corrections_shown")]

    def __str__(self) -> str:
        return f"{self.get_problem_display()}: {self.item_title}"

    @property
    def number(self) -> str:
        """What people say on the telephone: the day and eight signs of the id."""
        return f"{timezone.localtime(self.created_at):%Y%m%d}-{self.id.hex[:8].upper()}"

    @property
    def is_public(self) -> bool:
        """Whether everybody may read question and answer."""
        return self.answer_shown and self.state in (State.ANSWERED, State.REFUSED) and bool(self.answer)


class CorrectionContact(models.Model):
    """How to reach the sender: apart from the correction, read by its department only, deleted after a time."""

    correction = models.OneToOneField(Correction, models.CASCADE, primary_key=True, related_name="contact")
    contact = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.correction_id)


class DroppedCorrections(models.Model):
    """How many were dropped quietly on a Shanghai day, by reason; nothing of them is kept."""

    day = models.DateField()
    reason = models.CharField(max_length=16)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "reason"], name="dropped_by_day_and_reason")]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}: {self.count}"


class DepartmentMailbox(models.Model):
    """Where a department is told of corrections by mail, for its records and those of the bodies below it."""

    organisation = models.OneToOneField(
        "taxonomy.Organisation", models.CASCADE, verbose_name=_("department"), related_name="+"
    )
    email = models.EmailField(_("e-mail address"))

    panels = [FieldPanel("organisation"), FieldPanel("email")]

    class Meta:
        verbose_name = _("department's mailbox")
        verbose_name_plural = _("departments' mailboxes")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.email}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Addresses are compared without regard to case."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)
