"""Ordered parts that several kinds have; each has a permanent id of its own that corrections can point at."""

import hashlib
import mimetypes
import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from portal.pages import help_texts
from portal.pages.choices import ConditionKind, RoleName
from portal.pages.explaining import explain


class Role(Orderable):
    """A body and what it does for the record; the place fields are filled for receiving bodies (S 7.4.2)."""

    role = models.CharField(_("role"), max_length=16, choices=RoleName.choices)
    organisation = models.ForeignKey(
        "taxonomy.Organisation", models.PROTECT, verbose_name=_("organisation"), related_name="+"
    )
    region = models.ForeignKey(
        "taxonomy.Region", models.PROTECT, verbose_name=_("for the region"), null=True, blank=True, related_name="+"
    )
    window = models.CharField(_("service window"), max_length=255, blank=True)
    hours = models.CharField(_("hours"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=128, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]),
        FieldRowPanel([FieldPanel("region"), FieldPanel("window"), FieldPanel("hours")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("address")]),
    ]
    explain(help_texts.ROLE, panels)

    class Meta(Orderable.Meta):
        abstract = True


class Attachment(Orderable):
    """A file kept here (then measured and hashed) or only linked to (then bytes and sha256 stay null)."""

    permanent_id = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=500)
    document = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, verbose_name=_("file"), null=True, blank=True, related_name="+"
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    media_type = models.CharField(max_length=128, blank=True, editable=False)
    bytes = models.PositiveBigIntegerField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    panels = [FieldPanel("name"), FieldPanel("document"), FieldPanel("url")]
    explain(help_texts.ATTACHMENT, panels)

    class Meta(Orderable.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Measure and hash a file that is kept here."""
        if self.document:
            with self.document.file.open("rb") as stream:
                self.sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            self.bytes = self.document.file.size
            self.media_type = mimetypes.guess_type(self.document.filename)[0] or "application/octet-stream"
        super().save(*args, **kwargs)


class Condition(Orderable):
    """One condition, in words; `rule` is for machines that match enterprises (later)."""

    permanent_id = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=ConditionKind.choices, default=ConditionKind.APPLY)
    text = models.TextField(_("text"))
    rule = models.JSONField(null=True, blank=True, editable=False)

    panels = [FieldPanel("kind"), FieldPanel("text")]
    explain(help_texts.CONDITION, panels)

    class Meta(Orderable.Meta):
        abstract = True


class Material(Orderable):
    """One material to hand in, with its blank form where there is one."""

    permanent_id = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=500)
    note = models.TextField(_("note"), blank=True)
    required = models.BooleanField(_("required"), default=True)
    copies = models.PositiveSmallIntegerField(_("copies"), null=True, blank=True)
    form = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, verbose_name=_("blank form"), null=True, blank=True, related_name="+"
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("required"), FieldPanel("copies"), FieldPanel("form")]),
    ]
    explain(help_texts.MATERIAL, panels)

    class Meta(Orderable.Meta):
        abstract = True


class Contact(Orderable):
    """Whom to ask."""

    name = models.CharField(_("name"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=128, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    hours = models.CharField(_("hours"), max_length=255, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("phone")]),
        FieldRowPanel([FieldPanel("address"), FieldPanel("hours")]),
    ]
    explain(help_texts.CONTACT, panels)

    class Meta(Orderable.Meta):
        abstract = True
