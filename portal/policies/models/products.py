"""政策产品: schemes packaged for finding (S 6.1.2, 6.1.5)."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms_blocks import ArticleStream
from portal.pages.explaining import explain
from portal.pages.missing import Missing
from portal.pages.models import PortalPage
from portal.policies import help_texts, structured_data
from portal.policies.representation.products import represent_product
from portal.policies.requirements import product_requirements


class PolicyProduct(PortalPage):
    """A package of schemes by business type, audience, support form, department or local industry."""

    kind = "policy-products"
    subtype = "product"
    template = "policies/policy_product.html"
    parent_page_types = ["home.ListingPage"]
    subpage_types: list[str] = []

    audience_text = models.TextField(_("for whom, in words"), blank=True)
    body = StreamField(ArticleStream(), verbose_name=_("text"), blank=True)

    content_panels = PortalPage.content_panels + [
        FieldPanel("summary"),
        FieldPanel("audience_text"),
        InlinePanel("members", label=_("Scheme"), heading=_("Schemes in this product")),
        FieldPanel("body"),
        *PortalPage.place_panels,
    ]
    explain(help_texts.PRODUCT, content_panels)

    class Meta:
        verbose_name = _("policy product")
        verbose_name_plural = _("policy products")

    def representation(self) -> dict[str, Any]:
        """See portal.policies.representation.products."""
        return represent_product(self)

    def requirements(self) -> Iterable[Missing]:
        """See portal.policies.requirements."""
        return product_requirements(self)

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """See portal.policies.structured_data."""
        return structured_data.product(form)


class ProductMember(Orderable):
    """A scheme in a product, under a heading; a scheme may be in many products."""

    page = ParentalKey(PolicyProduct, on_delete=models.CASCADE, related_name="members")
    scheme = models.ForeignKey(
        "policies.Scheme", models.PROTECT, verbose_name=_("scheme"), related_name="product_members"
    )
    heading = models.CharField(_("heading"), max_length=255, blank=True)

    panels = [FieldRowPanel([FieldPanel("scheme"), FieldPanel("heading")])]
    explain(help_texts.MEMBER, panels)
