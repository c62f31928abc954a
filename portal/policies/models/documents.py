"""政策文件: a document as issued, its clauses and its relations to other documents (S 6.1.1)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms_blocks import DocumentStream, clauses
from portal.pages.explaining import explain
from portal.pages.missing import Missing
from portal.pages.models import PortalPage
from portal.pages.parts import Attachment, Role
from portal.policies import help_texts, structured_data
from portal.policies.choices import DocumentClass, RelationKind, Validity
from portal.policies.dependents import dependents_of
from portal.policies.numbers import normal_form
from portal.policies.representation.documents import represent_document
from portal.policies.requirements import document_requirements

# Characters of a clause kept beside its label, enough to choose it by; the whole text is in the document.
CLAUSE_EXCERPT = 200


class PolicyDocument(PortalPage):
    """A policy document. A third of real ones have no number and many no date: every fact may be missing."""

    kind = "policies"
    template = "policies/policy_document.html"
    parent_page_types = ["home.ListingPage"]
    subpage_types: list[str] = []

    doc_number = models.CharField(_("document number"), max_length=255, blank=True)
    doc_number_normal = models.CharField(max_length=255, blank=True, editable=False, db_index=True)
    index_number = models.CharField(_("index number"), max_length=128, blank=True)
    document_class = models.CharField(_("document class"), max_length=16, choices=DocumentClass.choices, blank=True)
    preferential = models.BooleanField(_("preferential for enterprises"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    keywords = models.CharField(_("keywords"), max_length=500, blank=True, help_text=_("Separated by spaces or 、"))
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day on which it is valid."))
    valid_text = models.CharField(_("validity in words"), max_length=500, blank=True)
    validity_override = models.CharField(
        _("validity as stated"), max_length=16, choices=Validity.choices, blank=True,
        help_text=_("Leave empty: validity is computed from dates and relations."),
    )  # fmt: skip
    validity_override_from = models.DateField(_("stated from"), null=True, blank=True)
    body = StreamField(DocumentStream(), verbose_name=_("text"), blank=True)

    search_fields = PortalPage.search_fields + [
        index.SearchField("doc_number"),
        index.SearchField("index_number"),
        index.FilterField("document_class"),
    ]
    content_panels = PortalPage.content_panels + [
        FieldRowPanel([FieldPanel("doc_number"), FieldPanel("index_number"), FieldPanel("document_class")]),
        InlinePanel("roles", label=_("Body"), heading=_("Issuing and interpreting bodies")),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("effective_from"), FieldPanel("valid_to")]),
        MultiFieldPanel(
            [
                FieldPanel("valid_text"),
                FieldRowPanel([FieldPanel("validity_override"), FieldPanel("validity_override_from")]),
                FieldRowPanel([FieldPanel("preferential"), FieldPanel("subject"), FieldPanel("keywords")]),
            ],
            heading=_("Validity and subject"),
        ),
        FieldPanel("summary"),
        FieldPanel("body"),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
        InlinePanel("relations", label=_("Relation"), heading=_("Relations to other documents")),
        *PortalPage.place_panels,
    ]
    explain(help_texts.DOCUMENT, content_panels)

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Keep the normal form beside the printed number."""
        self.doc_number_normal = normal_form(self.doc_number)
        super().full_clean(*args, **kwargs)

    def representation(self) -> dict[str, Any]:
        """See portal.policies.representation.documents."""
        return represent_document(self)

    def requirements(self) -> Iterable[Missing]:
        """See portal.policies.requirements."""
        return document_requirements(self)

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """See portal.policies.structured_data."""
        return structured_data.document(form)

    def number_key(self) -> str:
        """The number in normal form."""
        return normal_form(self.doc_number)

    def sort_date(self) -> dt.date | None:
        """成文日期, else 发布日期."""
        return self.issued_on or self.published_on

    def dependents(self) -> Iterable[PortalPage]:
        """See portal.policies.dependents."""
        return dependents_of(self)

    def derive(self) -> None:
        """Rewrite the clause rows from the text."""
        self.clause_rows.all().delete()
        Clause.objects.bulk_create(
            Clause(
                document=self,
                clause_id=found["id"],
                ordinal=ordinal,
                label=found["label"],
                text=found["text"][:CLAUSE_EXCERPT],
            )
            for ordinal, found in enumerate(clauses(self.body))
        )


class DocumentRole(Role):
    """Issuing and interpreting bodies in order."""

    page = ParentalKey(PolicyDocument, on_delete=models.CASCADE, related_name="roles")


class DocumentAttachment(Attachment):
    """Attachments of a document."""

    page = ParentalKey(PolicyDocument, on_delete=models.CASCADE, related_name="attachments")


class DocumentRelation(Orderable):
    """A relation to another document: by record where we have it, by printed number or title where we do not."""

    page = ParentalKey(PolicyDocument, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=16, choices=RelationKind.choices)
    target = models.ForeignKey(
        PolicyDocument, models.SET_NULL, verbose_name=_("document"), null=True, blank=True, related_name="relations_to"
    )
    target_number = models.CharField(_("its number"), max_length=255, blank=True)
    target_title = models.CharField(_("its title"), max_length=500, blank=True)
    effective_on = models.DateField(_("from"), null=True, blank=True)
    partial = models.BooleanField(_("only in part"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("target")]),
        FieldRowPanel([FieldPanel("target_number"), FieldPanel("target_title")]),
        FieldRowPanel([FieldPanel("effective_on"), FieldPanel("partial")]),
    ]
    explain(help_texts.RELATION, panels)


class Clause(models.Model):
    """A clause of the published text, derived at publication, for choosing and for counting coverage (S 6.1.2)."""

    document = models.ForeignKey(PolicyDocument, models.CASCADE, related_name="clause_rows")
    clause_id = models.UUIDField(db_index=True)
    ordinal = models.PositiveIntegerField()
    label = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["ordinal"]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:40]}"
