"""业务品种 / 子类: a standing support type cut out of the clauses of documents (S 6.1.2, 6.1.3)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtailautocomplete.edit_handlers import AutocompletePanel

from portal.pages.explaining import explain
from portal.pages.missing import Missing
from portal.pages.models import PortalPage
from portal.pages.parts import Condition, Contact, Material, Role
from portal.policies import help_texts, structured_data
from portal.policies.bases import note_versions
from portal.policies.choices import Category, Mode, Selection, StackingRule
from portal.policies.representation.products import represent_scheme
from portal.policies.requirements import scheme_requirements
from portal.windows.durations import UNITS


class Scheme(PortalPage):
    """A scheme; with `parent_scheme` a sub-class of one (depth ≤ 2). Amounts are yuan, rates a share from 0 to 1."""

    kind = "policy-products"
    subtype = "scheme"
    template = "policies/scheme.html"
    parent_page_types = ["home.ListingPage"]
    subpage_types: list[str] = []

    parent_scheme = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("sub-class of"), null=True, blank=True, related_name="subclasses"
    )
    category = models.CharField(_("category"), max_length=16, choices=Category.choices, blank=True)
    amount_min = models.DecimalField(_("least amount (yuan)"), max_digits=16, decimal_places=2, null=True, blank=True)
    amount_max = models.DecimalField(_("most amount (yuan)"), max_digits=16, decimal_places=2, null=True, blank=True)
    amount_rate = models.DecimalField(_("rate (0–1)"), max_digits=6, decimal_places=4, null=True, blank=True)
    amount_text = models.TextField(_("support in words"), blank=True)
    support_forms = ParentalManyToManyField(
        "taxonomy.SupportForm", verbose_name=_("support forms"), blank=True, related_name="+"
    )
    industries = ParentalManyToManyField(
        "taxonomy.Industry", verbose_name=_("industries"), blank=True, related_name="+"
    )
    sizes = ParentalManyToManyField("taxonomy.Size", verbose_name=_("sizes"), blank=True, related_name="+")
    growth_stages = ParentalManyToManyField(
        "taxonomy.GrowthStage", verbose_name=_("growth stages"), blank=True, related_name="+"
    )
    audience_text = models.TextField(_("who may benefit, in words"), blank=True)
    mode = models.CharField(_("mode"), max_length=16, choices=Mode.choices, blank=True)
    selection = models.CharField(_("selection"), max_length=16, choices=Selection.choices, blank=True)
    stacking_rule = models.CharField(_("stacking"), max_length=16, choices=StackingRule.choices, blank=True)
    stacking_with = ParentalManyToManyField("self", verbose_name=_("stacking with"), blank=True, symmetrical=False)
    stacking_text = models.TextField(_("stacking in words"), blank=True)
    data_basis = models.TextField(_("data basis"), blank=True, help_text=_("For automatic grants: from which records."))
    fulfilment_value = models.PositiveIntegerField(_("fulfilment within"), null=True, blank=True)
    fulfilment_unit = models.CharField(_("unit"), max_length=16, choices=UNITS, blank=True)
    cycle_every = models.PositiveSmallIntegerField(_("every … years"), null=True, blank=True)
    cycle_months = models.JSONField(_("months"), default=list, blank=True)
    cycle_text = models.CharField(_("cycle in words"), max_length=255, blank=True)
    window_text = models.CharField(_("window in words"), max_length=500, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    valid_text = models.CharField(_("validity in words"), max_length=500, blank=True)
    process = models.TextField(_("process"), blank=True)
    no_roles_reason = models.CharField(
        _("why no departments are stated"), max_length=500, blank=True,
        help_text=_("Only where the documents name none: a scheme shows who is competent and who receives."),
    )  # fmt: skip

    content_panels = PortalPage.content_panels + [
        FieldRowPanel([FieldPanel("category"), FieldPanel("mode"), FieldPanel("selection")]),
        FieldPanel("parent_scheme"),
        FieldPanel("summary"),
        InlinePanel("bases", label=_("Basis"), heading=_("Documents and clauses it rests on")),
        InlinePanel("roles", label=_("Body"), heading=_("Departments")),
        FieldPanel("no_roles_reason"),
        MultiFieldPanel(
            [
                FieldPanel("audience_text"),
                AutocompletePanel("industries"),
                FieldRowPanel(
                    [
                        FieldPanel("sizes", widget=CheckboxSelectMultiple),
                        FieldPanel("growth_stages", widget=CheckboxSelectMultiple),
                    ]
                ),
            ],
            heading=_("Who may benefit"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("amount_min"), FieldPanel("amount_max"), FieldPanel("amount_rate")]),
                FieldPanel("amount_text"),
                FieldPanel("support_forms", widget=CheckboxSelectMultiple),
                FieldRowPanel([FieldPanel("stacking_rule"), AutocompletePanel("stacking_with")]),
                FieldPanel("stacking_text"),
            ],
            heading=_("Support"),
        ),
        InlinePanel("conditions", label=_("Condition"), heading=_("Conditions")),
        InlinePanel("materials", label=_("Material"), heading=_("Materials")),
        MultiFieldPanel(
            [
                FieldPanel("process"),
                FieldPanel("data_basis"),
                FieldRowPanel([FieldPanel("fulfilment_value"), FieldPanel("fulfilment_unit")]),
                FieldRowPanel([FieldPanel("cycle_every"), FieldPanel("cycle_text"), FieldPanel("window_text")]),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to"), FieldPanel("valid_text")]),
            ],
            heading=_("How and when"),
        ),
        InlinePanel("contacts", label=_("Contact"), heading=_("Contacts")),
        *PortalPage.place_panels,
    ]
    explain(help_texts.SCHEME, content_panels)

    class Meta:
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")

    def clean(self) -> None:
        """A sub-class has no sub-classes of its own."""
        super().clean()
        if self.parent_scheme and self.parent_scheme.parent_scheme_id:
            raise ValidationError({"parent_scheme": _("A sub-class cannot have sub-classes: choose its parent.")})

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A basis that names no version yet was read as the public could read it now."""
        note_versions(self)
        super().full_clean(*args, **kwargs)

    def representation(self) -> dict[str, Any]:
        """See portal.policies.representation.products."""
        return represent_scheme(self)

    def requirements(self) -> Iterable[Missing]:
        """See portal.policies.requirements."""
        return scheme_requirements(self)

    def dependents(self) -> Iterable[PortalPage]:
        """Products that hold it: they name it as soon as it may be read."""
        held = apps.get_model("policies", "PolicyProduct").objects.live().filter(members__scheme=self.pk)
        return held.distinct()

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """See portal.policies.structured_data."""
        return structured_data.scheme(form)

    def sort_date(self) -> dt.date | None:
        """The day it is valid from, else that of publication."""
        return self.published_on or self.valid_from


class SchemeBasis(Orderable):
    """A document, the clause in it, and the version of the document that the editor saw."""

    page = ParentalKey(Scheme, on_delete=models.CASCADE, related_name="bases")
    document = models.ForeignKey(
        "policies.PolicyDocument", models.PROTECT, verbose_name=_("document"), null=True, blank=True,
        related_name="scheme_bases",
    )  # fmt: skip
    clause_id = models.UUIDField(_("clause"), null=True, blank=True)
    version_seen = models.PositiveIntegerField(null=True, blank=True, editable=False)
    printed_title = models.CharField(_("title as printed"), max_length=500, blank=True)
    printed_number = models.CharField(_("number as printed"), max_length=255, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("document"), FieldPanel("clause_id")]),
        FieldRowPanel([FieldPanel("printed_title"), FieldPanel("printed_number")]),
    ]
    explain(help_texts.BASIS, panels)


class SchemeRole(Role):
    """Competent, receiving, authorising departments; issuing and interpreting come from the documents (S 6.1.4)."""

    page = ParentalKey(Scheme, on_delete=models.CASCADE, related_name="roles")


class SchemeCondition(Condition):
    """申报条件 and 认定条件 of a scheme."""

    page = ParentalKey(Scheme, on_delete=models.CASCADE, related_name="conditions")


class SchemeMaterial(Material):
    """Materials of a scheme."""

    page = ParentalKey(Scheme, on_delete=models.CASCADE, related_name="materials")


class SchemeContact(Contact):
    """Contacts of a scheme."""

    page = ParentalKey(Scheme, on_delete=models.CASCADE, related_name="contacts")
