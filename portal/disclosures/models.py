"""Disclosures: proposed and final results, drafts for comment, institutions (S 7.4.2.6, W 4.2.6)."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms_blocks import ArticleStream
from portal.disclosures import help_texts, structured_data
from portal.disclosures.choices import Act, DisclosureType
from portal.disclosures.representation import represent_disclosure
from portal.disclosures.requirements import disclosure_requirements
from portal.pages.explaining import explain
from portal.pages.missing import Missing
from portal.pages.models import PortalPage
from portal.pages.parts import Attachment, Contact, Role
from portal.windows.models import Window
from portal.windows.panels import WindowsPanel


class Disclosure(PortalPage):
    """A disclosure; its windows are for objection or comment. `published_month` (YYYY-MM) where no day is known."""

    kind = "disclosures"
    template = "disclosures/disclosure.html"
    parent_page_types = ["home.ListingPage"]
    subpage_types: list[str] = []

    disclosure_type = models.CharField(_("type"), max_length=24, choices=DisclosureType.choices, blank=True)
    act = models.CharField(_("act"), max_length=16, choices=Act.choices, blank=True)
    published_month = models.CharField(_("month of publication"), max_length=7, blank=True)
    title_truncated = models.BooleanField(_("title cut by the source"), default=False)
    objection_channel = models.TextField(_("where to object or comment"), blank=True)
    about_notice = models.ForeignKey(
        "policies.ApplicationNotice", models.SET_NULL, verbose_name=_("call"), null=True, blank=True, related_name="+"
    )
    about_scheme = models.ForeignKey(
        "policies.Scheme", models.SET_NULL, verbose_name=_("scheme"), null=True, blank=True, related_name="+"
    )
    about_document = models.ForeignKey(
        "policies.PolicyDocument", models.SET_NULL, verbose_name=_("document"), null=True, blank=True, related_name="+"
    )
    body = StreamField(ArticleStream(), verbose_name=_("text"), blank=True)

    content_panels = PortalPage.content_panels + [
        FieldRowPanel([FieldPanel("disclosure_type"), FieldPanel("act"), FieldPanel("published_month")]),
        FieldPanel("summary"),
        WindowsPanel("windows", label=_("Window"), heading=_("Period for objections or comments")),
        FieldPanel("objection_channel"),
        InlinePanel("roles", label=_("Body"), heading=_("Departments")),
        MultiFieldPanel(
            [FieldPanel("about_notice"), FieldPanel("about_scheme"), FieldPanel("about_document")], heading=_("About")
        ),
        FieldPanel("body"),
        InlinePanel("entries", label=_("Entry"), heading=_("List")),
        InlinePanel("contacts", label=_("Contact"), heading=_("Contacts")),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
        *PortalPage.place_panels,
    ]
    explain(help_texts.DISCLOSURE, content_panels)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")

    def representation(self) -> dict[str, Any]:
        """See portal.disclosures.representation."""
        return represent_disclosure(self)

    def requirements(self) -> Iterable[Missing]:
        """See portal.disclosures.requirements."""
        return disclosure_requirements(self)

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """See portal.disclosures.structured_data."""
        return structured_data.disclosure(form)


class DisclosureEntry(Orderable):
    """One line of a list 名单. Never identity-card or mobile numbers. `amount` in yuan."""

    page = ParentalKey(Disclosure, on_delete=models.CASCADE, related_name="entries")
    permanent_id = models.UUIDField(default=uuid.uuid4, editable=False)
    name_as_printed = models.CharField(_("name as printed"), max_length=500)
    uscc = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    certificate_no = models.CharField(_("certificate number"), max_length=64, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=16, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name_as_printed"), FieldPanel("uscc")]),
        FieldRowPanel([FieldPanel("certificate_no"), FieldPanel("valid_to"), FieldPanel("amount")]),
        FieldPanel("note"),
    ]
    explain(help_texts.ENTRY, panels)


class DisclosureWindow(Window):
    """The period in which one may object or comment."""

    page = ParentalKey(Disclosure, on_delete=models.CASCADE, related_name="windows")


class DisclosureRole(Role):
    """Departments of a disclosure."""

    page = ParentalKey(Disclosure, on_delete=models.CASCADE, related_name="roles")


class DisclosureContact(Contact):
    """Contacts of a disclosure."""

    page = ParentalKey(Disclosure, on_delete=models.CASCADE, related_name="contacts")


class DisclosureAttachment(Attachment):
    """Files of a disclosure."""

    page = ParentalKey(Disclosure, on_delete=models.CASCADE, related_name="attachments")
