"""Where records come from, and every time somebody looked there (S 6.1.1, 6.1.5)."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """How a source gives its records."""

    FOLDER = "folder", _("a folder for files")
    JSON_LINES = "jsonl", _("JSON Lines, a file or an address")
    PORTAL = "portal", _("another portal's open API")


class Source(models.Model):
    """A source with its rules, and how it stands: `position` in another portal's log, `listed` of the last full list.

    `suspected` is the length of a list that looked broken, until staff confirm it or a good one comes. `error` is
    what the last visit ended with, "" when it went well; instants are UTC.
    """

    name = models.CharField(_("name"), max_length=255, unique=True)
    form = models.CharField(_("form"), max_length=16, choices=Form.choices)
    address = models.CharField(
        _("address or folder"),
        max_length=1000,
        blank=True,
        help_text=_(
            "An https address; for files on the server a path among those that the operator opened. "
            "A folder for files may stay empty: it then gets one of its own."
        ),
    )
    kinds = models.JSONField(_("kinds"), default=list)
    listing = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, verbose_name=_("list that the records go to"), null=True, blank=True,
        related_name="+", help_text=_("Leave empty for the list of the record's kind."),
    )  # fmt: skip
    owner = models.ForeignKey(
        "taxonomy.Organisation", models.PROTECT, verbose_name=_("owner of the records"), null=True, blank=True,
        related_name="+", help_text=_("The department that decides about them and whose records they become."),
    )  # fmt: skip
    minutes = models.PositiveIntegerField(
        _("minutes between two visits"), default=1440, validators=[MinValueValidator(5)]
    )
    active = models.BooleanField(_("active"), default=True)
    dates_by_themselves = models.BooleanField(
        _("dates apply by themselves"), default=False,
        help_text=_("A changed date is taken over at once, unless an editor has changed it here."),
    )  # fmt: skip
    publish = models.BooleanField(
        _("accepting publishes"), default=True, help_text=_("Otherwise an accepted record becomes a draft.")
    )
    licence = models.CharField(
        _("licence"), max_length=255, blank=True, help_text=_("Shown to readers where a record names none.")
    )
    key_name = models.CharField(
        _("name of the key"), max_length=32, blank=True, validators=[RegexValidator(r"^[A-Z][A-Z0-9_]*$")],
        help_text=_("Only where the address wants one: the operator sets the variable SOURCE_KEY_ and this name."),
    )  # fmt: skip

    position = models.TextField(blank=True, editable=False)
    listed = models.PositiveIntegerField(null=True, editable=False)
    suspected = models.PositiveIntegerField(null=True, editable=False)
    visited_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    error = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SourceRun(models.Model):
    """One visit. `counts` by word (new, changed, same, gone, back, refused); `refusals` as {line, id, reason}."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    job = models.UUIDField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    refusals = models.JSONField(default=list)
    error = models.TextField(blank=True)
    position = models.TextField(blank=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M}"
