"""提示: what must not be overlooked."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock

from cms_blocks.prose import LINE_FEATURES, QuickRendering, lines, prose_html, prose_text

TONES = [("note", _("note")), ("important", _("important")), ("warning", _("warning"))]


class CalloutBlock(QuickRendering, StructBlock):
    """A boxed remark; its weight is said in words, not by colour alone."""

    tone = ChoiceBlock(label=_("Weight"), choices=TONES, default="note")
    heading = CharBlock(label=_("Heading"), max_length=255, required=False)
    text = RichTextBlock(label=_("Text"), features=LINE_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        label_format = "{heading}"
        description = _("A short remark in a box.")
        template = "cms_blocks/callout.html"
        preview_value = {"tone": "important", "heading": "请注意", "text": "<p>逾期不再受理，请提前准备材料。</p>"}

    def quick_context(self, value: Any) -> dict[str, Any]:
        """The remark's HTML and the name of its weight."""
        return {"html": prose_html(value.get("text")), "tone": dict(TONES).get(value.get("tone"), TONES[0][1])}

    def plain_text(self, value: Any) -> str:
        """Heading and remark."""
        return lines(value.get("heading"), prose_text(value.get("text")))
