"""活动: policy lectures, salons, training (S 7.2.1.4, 7.2.2.4)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms_blocks import ArticleStream
from portal.activities import help_texts, structured_data
from portal.activities.representation import represent_activity
from portal.activities.requirements import activity_requirements
from portal.pages.explaining import explain
from portal.pages.missing import Missing
from portal.pages.models import PortalPage
from portal.pages.parts import Attachment, Contact, Role
from portal.windows.instants import SHANGHAI
from portal.windows.models import Window
from portal.windows.panels import WindowsPanel


class Activity(PortalPage):
    """An activity from `starts_at` to `ends_at`; its windows are for registration."""

    kind = "activities"
    template = "activities/activity.html"
    parent_page_types = ["home.ListingPage"]
    subpage_types: list[str] = []

    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=500, blank=True)
    online_url = models.URLField(_("address online"), max_length=1000, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason"), max_length=500, blank=True)
    about_document = models.ForeignKey(
        "policies.PolicyDocument", models.SET_NULL, verbose_name=_("document"), null=True, blank=True, related_name="+"
    )
    about_scheme = models.ForeignKey(
        "policies.Scheme", models.SET_NULL, verbose_name=_("scheme"), null=True, blank=True, related_name="+"
    )
    body = StreamField(ArticleStream(), verbose_name=_("text"), blank=True)

    content_panels = PortalPage.content_panels + [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("capacity")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("online_url")]),
        FieldPanel("summary"),
        WindowsPanel("windows", label=_("Window"), heading=_("Registration")),
        InlinePanel("roles", label=_("Body"), heading=_("Departments")),
        MultiFieldPanel([FieldPanel("about_document"), FieldPanel("about_scheme")], heading=_("About")),
        FieldPanel("body"),
        InlinePanel("contacts", label=_("Contact"), heading=_("Contacts")),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
        MultiFieldPanel([FieldPanel("cancelled_at"), FieldPanel("cancel_reason")], heading=_("Cancellation")),
        *PortalPage.place_panels,
    ]
    explain(help_texts.ACTIVITY, content_panels)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def clean(self) -> None:
        """An activity does not end before it starts."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The end lies before the start.")})

    def representation(self) -> dict[str, Any]:
        """See portal.activities.representation."""
        return represent_activity(self)

    def requirements(self) -> Iterable[Missing]:
        """See portal.activities.requirements."""
        return activity_requirements(self)

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """See portal.activities.structured_data."""
        return structured_data.activity(form)

    def sort_date(self) -> dt.date | None:
        """The day on which it starts in Shanghai."""
        return self.starts_at.astimezone(SHANGHAI).date() if self.starts_at else self.published_on


class ActivityWindow(Window):
    """The period in which one may register."""

    page = ParentalKey(Activity, on_delete=models.CASCADE, related_name="windows")


class ActivityRole(Role):
    """Departments of an activity."""

    page = ParentalKey(Activity, on_delete=models.CASCADE, related_name="roles")


class ActivityContact(Contact):
    """Contacts of an activity."""

    page = ParentalKey(Activity, on_delete=models.CASCADE, related_name="contacts")


class ActivityAttachment(Attachment):
    """Files of an activity."""

    page = ParentalKey(Activity, on_delete=models.CASCADE, related_name="attachments")
