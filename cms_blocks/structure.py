"""条款 and 标题: what gives a document its order."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock

from cms_blocks.prose import PROSE_FEATURES, QuickRendering, lines, prose_html, prose_text

HEADING_LEVELS = [("h2", _("Chapter (第一章, 一、)")), ("h3", _("Section (第一节, （一）)"))]


class HeadingBlock(QuickRendering, StructBlock):
    """A heading of the text; the page's title is level 1."""

    text = CharBlock(label=_("Heading"), max_length=255)
    level = ChoiceBlock(label=_("Level"), choices=HEADING_LEVELS, default="h2")

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        description = _("Title of a chapter or section.")
        template = "cms_blocks/heading.html"
        preview_value = {"text": "第一章　总则", "level": "h2"}

    def plain_text(self, value: Any) -> str:
        """The heading's words."""
        return lines(value.get("text"))


class ClauseBlock(QuickRendering, StructBlock):
    """A numbered clause, the smallest part of a document that schemes rest on (S 6.1.2).

    Its permanent id is the id of the stream child, its anchor on the page `clause-<id>`.
    """

    label = CharBlock(
        label=_("Number"), max_length=255, required=False, help_text=_("As printed: 第一条, 一、, （二）")
    )
    heading = CharBlock(label=_("Heading"), max_length=255, required=False)
    text = RichTextBlock(label=_("Text"), features=PROSE_FEATURES, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Clause")
        label_format = "{label} {heading}"
        description = _("A numbered clause with a permanent address. Schemes and quotations point at it.")
        template = "cms_blocks/clause.html"
        preview_value = {
            "label": "第三条",
            "heading": "支持对象",
            "text": "<p>在本市依法登记、具有独立法人资格的企业。</p><p>同一事项按就高不重复的原则给予支持。</p>",
        }

    def quick_context(self, value: Any) -> dict[str, Any]:
        """Number and heading as one title, the HTML of the clause's text."""
        return {"title": clause_title(value), "html": prose_html(value.get("text"))}

    def clause_text(self, value: Any) -> str:
        """Heading and words, without the number."""
        return lines(value.get("heading"), prose_text(value.get("text")))

    def plain_text(self, value: Any) -> str:
        """Number and heading on one line, then the words."""
        return lines(clause_title(value), prose_text(value.get("text")))


def clause_title(value: Any) -> str:
    """第三条　支持对象: number and heading as far as the clause has them."""
    return "\u3000".join(part for part in (value.get("label"), value.get("heading")) if part)
