"""服务指南 / 办事指南: how one gets a service done (S 8.2.2)."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms_blocks import ArticleStream
from portal.guides import help_texts, structured_data
from portal.guides.choices import ServiceKind
from portal.guides.representation import represent_guide
from portal.guides.requirements import guide_requirements
from portal.pages.explaining import explain
from portal.pages.missing import Missing
from portal.pages.models import PortalPage
from portal.pages.parts import Attachment, Condition, Material, Role
from portal.windows.durations import UNITS


class ServiceGuide(PortalPage):
    """A guide; time limits are `Duration`s. The first 18 characters of `service_code` are its agency's uscc."""

    kind = "guides"
    template = "guides/service_guide.html"
    parent_page_types = ["home.ListingPage"]
    subpage_types: list[str] = []

    service_code = models.CharField(_("service code"), max_length=64, blank=True)
    service_kind = models.CharField(_("kind of service"), max_length=32, choices=ServiceKind.choices, blank=True)
    catalogue_name = models.CharField(_("name in the catalogue"), max_length=500, blank=True)
    subjects = models.JSONField(_("who may use it"), default=list, blank=True)
    themes = models.JSONField(_("themes"), default=list, blank=True)
    conditions_text = models.TextField(_("conditions in words"), blank=True)
    steps = StreamField(ArticleStream(), verbose_name=_("steps"), blank=True)
    legal_limit_value = models.PositiveIntegerField(_("legal time limit"), null=True, blank=True)
    legal_limit_unit = models.CharField(_("unit"), max_length=16, choices=UNITS, blank=True)
    promised_limit_value = models.PositiveIntegerField(_("promised time limit"), null=True, blank=True)
    promised_limit_unit = models.CharField(_("unit"), max_length=16, choices=UNITS, blank=True)
    visits = models.PositiveSmallIntegerField(_("visits needed"), null=True, blank=True)
    fee = models.TextField(_("cost"), blank=True)
    place = models.TextField(_("place"), blank=True)
    hours = models.CharField(_("hours"), max_length=500, blank=True)
    consult_phone = models.CharField(_("telephone for questions"), max_length=500, blank=True)
    complaint_phone = models.CharField(_("telephone for complaints"), max_length=255, blank=True)
    platform = models.CharField(_("platform"), max_length=255, blank=True)
    online_booking = models.BooleanField(_("booking online"), null=True, blank=True)
    courier = models.BooleanField(_("delivery by courier"), null=True, blank=True)
    apply_url = models.URLField(_("address for applying"), max_length=1000, blank=True)

    content_panels = PortalPage.content_panels + [
        FieldRowPanel([FieldPanel("service_code"), FieldPanel("service_kind"), FieldPanel("catalogue_name")]),
        FieldPanel("summary"),
        InlinePanel("roles", label=_("Body"), heading=_("Departments")),
        FieldPanel("conditions_text"),
        InlinePanel("conditions", label=_("Condition"), heading=_("Conditions one by one")),
        InlinePanel("materials", label=_("Material"), heading=_("Materials")),
        FieldPanel("steps"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("legal_limit_value"), FieldPanel("legal_limit_unit")]),
                FieldRowPanel([FieldPanel("promised_limit_value"), FieldPanel("promised_limit_unit")]),
                FieldRowPanel([FieldPanel("visits"), FieldPanel("online_booking"), FieldPanel("courier")]),
                FieldPanel("fee"),
            ],
            heading=_("Time, visits and cost"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("hours"),
                FieldRowPanel([FieldPanel("consult_phone"), FieldPanel("complaint_phone")]),
                FieldRowPanel([FieldPanel("platform"), FieldPanel("apply_url")]),
            ],
            heading=_("Where"),
        ),
        # Translators: 设定依据
        InlinePanel("bases", label=_("Basis"), heading=_("What it rests on")),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
        *PortalPage.place_panels,
    ]
    explain(help_texts.GUIDE, content_panels)

    class Meta:
        verbose_name = _("service guide")
        verbose_name_plural = _("service guides")

    def representation(self) -> dict[str, Any]:
        """See portal.guides.representation."""
        return represent_guide(self)

    def requirements(self) -> Iterable[Missing]:
        """See portal.guides.requirements."""
        return guide_requirements(self)

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """See portal.guides.structured_data."""
        return structured_data.guide(form)


class GuideRole(Role):
    """The agency and other departments of a guide."""

    page = ParentalKey(ServiceGuide, on_delete=models.CASCADE, related_name="roles")


class GuideCondition(Condition):
    """Conditions of a guide."""

    page = ParentalKey(ServiceGuide, on_delete=models.CASCADE, related_name="conditions")


class GuideMaterial(Material):
    """Materials of a guide."""

    page = ParentalKey(ServiceGuide, on_delete=models.CASCADE, related_name="materials")


class GuideAttachment(Attachment):
    """Attachments of a guide."""

    page = ParentalKey(ServiceGuide, on_delete=models.CASCADE, related_name="attachments")


class GuideBasis(Orderable):
    """设定依据: a document of the portal, or one as printed where the portal has no record of it."""

    page = ParentalKey(ServiceGuide, on_delete=models.CASCADE, related_name="bases")
    document = models.ForeignKey(
        "policies.PolicyDocument", models.SET_NULL, verbose_name=_("document"), null=True, blank=True, related_name="+"
    )
    printed_title = models.CharField(_("title as printed"), max_length=500, blank=True)
    printed_number = models.CharField(_("number as printed"), max_length=255, blank=True)

    panels = [
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("printed_title"), FieldPanel("printed_number")]),
    ]
    explain(help_texts.BASIS, panels)
