"""政策解读 and 政策汇编: what explains and what collects policies (S 6.1.6, 7.1.2)."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms_blocks import ArticleStream, GraphicStream, QuestionStream
from portal.pages.explaining import explain
from portal.pages.missing import Missing
from portal.pages.models import PortalPage
from portal.pages.parts import Attachment
from portal.policies import help_texts, structured_data
from portal.policies.choices import InterpretationForm
from portal.policies.representation.texts import represent_compilation, represent_interpretation
from portal.policies.requirements import compilation_requirements, interpretation_requirements


class Interpretation(PortalPage):
    """An explanation of policies, in one of four forms (S 6.1.6).

    A graphic is composed of blocks, or is a picture with the same blocks or words beside it; a video has a transcript.
    """

    kind = "interpretations"
    template = "policies/interpretation.html"
    parent_page_types = ["home.ListingPage"]
    subpage_types: list[str] = []

    form = models.CharField(_("form"), max_length=16, choices=InterpretationForm.choices, default="text")
    body = StreamField(ArticleStream(), verbose_name=_("text"), blank=True)
    graphic = StreamField(GraphicStream(), verbose_name=_("graphic"), blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image", models.PROTECT, verbose_name=_("finished graphic"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    questions = StreamField(QuestionStream(), verbose_name=_("questions and answers"), blank=True)
    video = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, verbose_name=_("video"), null=True, blank=True, related_name="+"
    )
    captions = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, verbose_name=_("captions"), null=True, blank=True, related_name="+"
    )
    text_alternative = models.TextField(_("text alternative"), blank=True)
    media_url = models.URLField(_("address of the graphic or video"), max_length=1000, blank=True)

    content_panels = PortalPage.content_panels + [
        FieldPanel("form"),
        FieldPanel("summary"),
        InlinePanel("subjects", label=_("Record"), heading=_("What it explains")),
        MultiFieldPanel(
            [
                FieldPanel("graphic", help_text=_("Composed here; page and picture for sharing are made from it.")),
                FieldPanel(
                    "picture", help_text=_("A graphic drawn elsewhere. Say what it shows above or as text below.")
                ),
            ],
            heading=_("Graphic"),
        ),
        FieldPanel("questions", help_text=_("One block a question, in the words of those who ask.")),
        MultiFieldPanel(
            [
                FieldPanel("video", help_text=_("An MP4 or WebM file.")),
                FieldPanel("captions", help_text=_("Captions of the video as a WebVTT file (.vtt).")),
                FieldPanel("media_url", help_text=_("Where the video or graphic is shown elsewhere.")),
            ],
            heading=_("Video"),
        ),
        FieldPanel(
            "text_alternative", help_text=_("Everything that a finished graphic says, or the transcript of the video.")
        ),
        FieldPanel("body"),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
        *PortalPage.place_panels,
    ]
    explain(help_texts.INTERPRETATION, content_panels)

    class Meta:
        verbose_name = _("interpretation")
        verbose_name_plural = _("interpretations")

    def representation(self) -> dict[str, Any]:
        """See portal.policies.representation.texts."""
        return represent_interpretation(self)

    def requirements(self) -> Iterable[Missing]:
        """See portal.policies.requirements."""
        return interpretation_requirements(self)

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """See portal.policies.structured_data."""
        return structured_data.interpretation(form)


class InterpretationSubject(Orderable):
    """A document, scheme or product that is explained; by printed title where there is no record."""

    page = ParentalKey(Interpretation, on_delete=models.CASCADE, related_name="subjects")
    document = models.ForeignKey(
        "policies.PolicyDocument", models.SET_NULL, verbose_name=_("document"), null=True, blank=True,
        related_name="interpretation_subjects",
    )  # fmt: skip
    scheme = models.ForeignKey(
        "policies.Scheme", models.SET_NULL, verbose_name=_("scheme"), null=True, blank=True,
        related_name="interpretation_subjects",
    )  # fmt: skip
    product = models.ForeignKey(
        "policies.PolicyProduct", models.SET_NULL, verbose_name=_("policy product"), null=True, blank=True,
        related_name="interpretation_subjects",
    )  # fmt: skip
    printed_title = models.CharField(_("title as printed"), max_length=500, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("document"), FieldPanel("scheme"), FieldPanel("product")]),
        FieldPanel("printed_title"),
    ]
    explain(help_texts.SUBJECT, panels)


class InterpretationAttachment(Attachment):
    """Attachments of an interpretation."""

    page = ParentalKey(Interpretation, on_delete=models.CASCADE, related_name="attachments")


class Compilation(PortalPage):
    """A collection for print: contents, basis, audience, conditions of each entry as of the version it shows."""

    kind = "compilations"
    template = "policies/compilation.html"
    parent_page_types = ["home.ListingPage"]
    subpage_types: list[str] = []

    edition = models.CharField(_("edition"), max_length=128, blank=True)
    foreword = StreamField(ArticleStream(), verbose_name=_("foreword"), blank=True)

    content_panels = PortalPage.content_panels + [
        FieldPanel("edition"),
        FieldPanel("summary"),
        FieldPanel("foreword"),
        InlinePanel("entries", label=_("Entry"), heading=_("Entries")),
        *PortalPage.place_panels,
    ]
    explain(help_texts.COMPILATION, content_panels)

    class Meta:
        verbose_name = _("compilation")
        verbose_name_plural = _("compilations")

    def representation(self) -> dict[str, Any]:
        """See portal.policies.representation.texts."""
        return represent_compilation(self)

    def requirements(self) -> Iterable[Missing]:
        """See portal.policies.requirements."""
        return compilation_requirements(self)

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """See portal.policies.structured_data."""
        return structured_data.compilation(form)


class CompilationEntry(Orderable):
    """One scheme or document in a compilation; entries in a row with the same heading are a chapter."""

    page = ParentalKey(Compilation, on_delete=models.CASCADE, related_name="entries")
    permanent_id = models.UUIDField(default=uuid.uuid4, editable=False)
    heading = models.CharField(_("chapter"), max_length=255, blank=True)
    scheme = models.ForeignKey(
        "policies.Scheme", models.PROTECT, verbose_name=_("scheme"), null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        "policies.PolicyDocument", models.PROTECT, verbose_name=_("document"), null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldPanel("heading"),
        FieldRowPanel([FieldPanel("scheme"), FieldPanel("document")]),
        FieldPanel("note"),
    ]
    explain(help_texts.ENTRY, panels)
