"""正文: prose between clauses, or the whole of an article."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from cms_blocks.prose import PROSE_FEATURES, QuickRendering, prose_html, prose_text


class TextBlock(QuickRendering, RichTextBlock):
    """Paragraphs and lists. Headings are blocks of their own, so that levels stay in order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("features", PROSE_FEATURES)
        super().__init__(*args, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists. For headings and numbered clauses use their own blocks.")
        template = "cms_blocks/text.html"
        preview_value = "<p>为贯彻落实党中央、国务院决策部署，支持企业<b>创新发展</b>，制定本措施。</p>"

    def quick_context(self, value: Any) -> dict[str, Any]:
        """The HTML of the rich text."""
        return {"html": prose_html(value)}

    def plain_text(self, value: Any) -> str:
        """One paragraph a line."""
        return prose_text(value)
