"""问答: questions people ask and the answers of the department that interprets."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock

from cms_blocks.prose import PROSE_FEATURES, QuickRendering, lines, prose_html, prose_text, rendered
from cms_blocks.theming import using_of


class QuestionBlock(QuickRendering, StructBlock):
    """One question with its answer; the id of the stream child is its anchor."""

    question = CharBlock(label=_("Question"), max_length=255)
    answer = RichTextBlock(label=_("Answer"), features=PROSE_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        label_format = "{question}"
        description = _("A question in the words of those who ask, and its answer.")
        template = "cms_blocks/question.html"
        preview_value = {
            "question": "去年已获支持的企业今年还能申报吗？",
            "answer": "<p>可以，同一项目不重复支持。</p>",
        }

    def quick_context(self, value: Any) -> dict[str, Any]:
        """The HTML of the answer."""
        return {"html": prose_html(value.get("answer"))}

    def plain_text(self, value: Any) -> str:
        """Question, then answer."""
        return lines(value.get("question"), prose_text(value.get("answer")))


class QuestionStream(StreamBlock):
    """Questions in order."""

    question = QuestionBlock()

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """One after the other."""
        return mark_safe(rendered(value, using_of(context)))  # noqa: S308 - rendered templates
