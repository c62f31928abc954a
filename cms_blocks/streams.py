"""The two vocabularies: documents have clauses, articles have not."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamBlock

from cms_blocks.callout import CalloutBlock
from cms_blocks.lists import AttachmentsBlock, ContactsBlock, MaterialsBlock, StepsBlock
from cms_blocks.media import ImageBlock
from cms_blocks.reference import ClauseQuoteBlock, RelatedBlock
from cms_blocks.structure import ClauseBlock, HeadingBlock
from cms_blocks.table import TableBlock
from cms_blocks.text import TextBlock
from cms_blocks.theming import using_of

TOP_LEVEL = 2


class ArticleStream(StreamBlock):
    """What articles, guides, calls and disclosures are written with."""

    heading = HeadingBlock()
    text = TextBlock()
    image = ImageBlock()
    table = TableBlock()
    steps = StepsBlock()
    materials = MaterialsBlock()
    contacts = ContactsBlock()
    attachments = AttachmentsBlock()
    clause_quote = ClauseQuoteBlock()
    callout = CalloutBlock()
    related = RelatedBlock()

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """The blocks one after the other, each told the level its heading has to have.

        In the portal's language whoever publishes: the log keeps this HTML, so it must not follow an editor's choice.
        """
        level, parts, using = TOP_LEVEL, [], using_of(context)
        with translation.override(settings.LANGUAGE_CODE):
            for child in value:
                is_heading = child.block_type == "heading"
                level = heading_level(child.value) if is_heading else level
                parts.append(child.block.render(child.value, {"id": child.id, "level": level, "using": using}))
                level += is_heading
        return mark_safe("\n".join(parts))  # noqa: S308 - joined from rendered templates


class DocumentStream(ArticleStream):
    """What policy documents are written with: an article's blocks, and clauses with permanent ids."""

    clause = ClauseBlock()


def heading_level(value: Any) -> int:
    """2 or 3; anything else that an import may have left counts as 2."""
    return 3 if value.get("level") == "h3" else TOP_LEVEL
