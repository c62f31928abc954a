"""申报通知 and its 业务事项: the published call and what one applies to in it (S 7.4.1)."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms_blocks import ArticleStream
from portal.pages.explaining import explain
from portal.pages.missing import Missing
from portal.pages.models import PortalPage
from portal.pages.parts import Attachment, Condition, Contact, Material, Role
from portal.policies import help_texts, structured_data
from portal.policies.choices import ItemPurpose, Mode
from portal.policies.numbers import normal_form
from portal.policies.representation.notices import represent_notice
from portal.policies.requirements import notice_requirements
from portal.windows.durations import UNITS
from portal.windows.models import Window
from portal.windows.panels import WindowsPanel


class ApplicationNotice(PortalPage):
    """A call with 1–n items, each with windows. One whose items are claims is a fulfilment notice 兑现通知 (S 7.5)."""

    kind = "notices"
    needs_second_person = True
    template = "policies/application_notice.html"
    parent_page_types = ["home.ListingPage"]
    subpage_types: list[str] = []

    doc_number = models.CharField(_("document number"), max_length=255, blank=True)
    programme_year = models.PositiveSmallIntegerField(_("programme year"), null=True, blank=True)
    batch = models.CharField(_("batch"), max_length=64, blank=True)
    series = models.CharField(
        _("series"), max_length=64, blank=True, help_text=_("The same word in every year's call links them.")
    )
    previous_notice = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("previous call"), null=True, blank=True, related_name="next_notices"
    )
    pays_notice = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("pays out the call"), null=True, blank=True, related_name="paid_by"
    )
    conditions_text = models.TextField(_("conditions in words"), blank=True)
    time_text = models.TextField(_("time in words"), blank=True)
    method = models.TextField(_("how to apply"), blank=True)
    apply_url = models.URLField(_("address for applying"), max_length=1000, blank=True)
    data_basis = models.TextField(_("data basis"), blank=True, help_text=_("For automatic grants: from which records."))
    list_publicity = models.TextField(
        _("publicity of the list"), blank=True,
        help_text=_("For automatic grants: where and how long the list of those who benefit is made public."),
    )  # fmt: skip
    fulfilment_value = models.PositiveIntegerField(_("fulfilment within"), null=True, blank=True)
    fulfilment_unit = models.CharField(_("unit"), max_length=16, choices=UNITS, blank=True)
    body = StreamField(ArticleStream(), verbose_name=_("text"), blank=True)

    content_panels = [
        HelpPanel(template="calls_admin/copied_panel.html"),
        *PortalPage.content_panels,
        FieldRowPanel([FieldPanel("doc_number"), FieldPanel("programme_year"), FieldPanel("batch")]),
        FieldRowPanel([FieldPanel("series"), FieldPanel("previous_notice"), FieldPanel("pays_notice")]),
        FieldPanel("summary"),
        WindowsPanel("items", label=_("Item"), heading=_("Items and their windows"), min_num=1),
        MultiFieldPanel([FieldPanel("conditions_text")], heading=_("Conditions")),
        InlinePanel("conditions", label=_("Condition"), heading=_("Conditions one by one")),
        MultiFieldPanel([FieldPanel("time_text"), FieldPanel("method"), FieldPanel("apply_url")], heading=_("How")),
        MultiFieldPanel(
            [
                FieldPanel("data_basis"),
                FieldPanel("list_publicity"),
                FieldRowPanel([FieldPanel("fulfilment_value"), FieldPanel("fulfilment_unit")]),
            ],
            heading=_("Granted without application"),
            classname="collapsed",
        ),
        InlinePanel("materials", label=_("Material"), heading=_("Materials")),
        InlinePanel("roles", label=_("Body"), heading=_("Departments")),
        InlinePanel("contacts", label=_("Contact"), heading=_("Contacts")),
        FieldPanel("body"),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
        *PortalPage.place_panels,
    ]
    explain(help_texts.NOTICE, content_panels)

    class Meta:
        verbose_name = _("call for applications")
        verbose_name_plural = _("calls for applications")

    def representation(self) -> dict[str, Any]:
        """See portal.policies.representation.notices."""
        return represent_notice(self)

    def requirements(self) -> Iterable[Missing]:
        """See portal.policies.requirements."""
        return notice_requirements(self)

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """See portal.policies.structured_data."""
        return structured_data.notice(form)

    def number_key(self) -> str:
        """The number in normal form."""
        return normal_form(self.doc_number)


class CallItem(ClusterableModel, Orderable):
    """业务事项: what one applies to in one round (S 7.4.1.2)."""

    page = ParentalKey(ApplicationNotice, on_delete=models.CASCADE, related_name="items")
    permanent_id = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=500)
    scheme = models.ForeignKey(
        "policies.Scheme", models.PROTECT, verbose_name=_("scheme"), null=True, blank=True, related_name="call_items"
    )
    purpose = models.CharField(
        _("purpose"), max_length=16, choices=ItemPurpose.choices, default=ItemPurpose.APPLICATION
    )
    mode = models.CharField(_("mode"), max_length=16, choices=Mode.choices, default=Mode.APPLY)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("scheme"), FieldPanel("purpose"), FieldPanel("mode")]),
        WindowsPanel("windows", label=_("Window"), heading=_("Windows")),
    ]
    explain(help_texts.ITEM, panels)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class CallWindow(Window):
    """A window of a call item."""

    page_path = "item__page"
    item = ParentalKey(CallItem, on_delete=models.CASCADE, related_name="windows")


class NoticeRole(Role):
    """Receiving and other departments of a call."""

    page = ParentalKey(ApplicationNotice, on_delete=models.CASCADE, related_name="roles")


class NoticeCondition(Condition):
    """Conditions of a call."""

    page = ParentalKey(ApplicationNotice, on_delete=models.CASCADE, related_name="conditions")


class NoticeMaterial(Material):
    """Materials of a call."""

    page = ParentalKey(ApplicationNotice, on_delete=models.CASCADE, related_name="materials")


class NoticeContact(Contact):
    """Contacts of a call."""

    page = ParentalKey(ApplicationNotice, on_delete=models.CASCADE, related_name="contacts")


class NoticeAttachment(Attachment):
    """Attachments of a call."""

    page = ParentalKey(ApplicationNotice, on_delete=models.CASCADE, related_name="attachments")
