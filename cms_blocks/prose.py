"""Rich text quickly: a law has hundreds of clauses, and each is rendered whenever the law is published."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.conf import settings
from django.template import Context
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from cms_blocks.theming import BASE, template_of, using_of

PROSE_FEATURES = ["bold", "italic", "superscript", "subscript", "link", "document-link", "ol", "ul"]
LINE_FEATURES = ["bold", "italic", "superscript", "subscript", "link", "document-link"]

# What editors' links and embeds look like in the database; without them the stored form is the public form.
_STORED_FORM = re.compile(r"\b(?:linktype|embedtype)=")
_BLOCK_END = re.compile(r"</(?:p|li|ul|ol|h[1-6]|blockquote)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"[ \t\r\f\v]*\n\s*")


def prose_html(value: RichText | str | None) -> SafeString:
    """The public HTML of a rich text, without the wrapper and the template that Wagtail's own rendering adds."""
    source = value.source if isinstance(value, RichText) else value or ""
    return mark_safe(expand_db_html(source) if _STORED_FORM.search(source) else source)  # noqa: S308 - stored rich text


def prose_text(value: RichText | str | None) -> str:
    """The words of a rich text, one paragraph or list item a line."""
    source = value.source if isinstance(value, RichText) else value or ""
    return _BLANK.sub("\n", unescape(_TAG.sub("", _BLOCK_END.sub("\n", source)))).strip()


def plain_html(text: str) -> str:
    """Paragraphs of plain text as rich text: one `<p>` a line, escaped."""
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def lines(*parts: object) -> str:
    """The non-empty parts, one a line."""
    return "\n".join(text for part in parts if part and (text := str(part).strip()))


def rendered(stream: Iterable[Any], using: str = BASE) -> str:
    """The blocks of a stream one after the other, each told its id and the theme's engine.

    In the portal's language whoever publishes: the log keeps this HTML, so it must not follow an editor's choice.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return "\n".join(child.block.render(child.value, {"id": child.id, "using": using}) for child in stream)


class QuickRendering:
    """Renders a block through its template with its own values alone: nothing of the page's context is copied."""

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """HTML of one block; `context` may give `id` (of the stream child), `level` (of headings) and `using`."""
        own = {"value": value, "id": "", "level": "2"} | self.quick_context(value)
        if context:
            own["id"], own["level"] = context.get("id") or "", str(context.get("level") or 2)
        template = template_of(self.meta.template, using_of(context))  # type: ignore[attr-defined]
        return template.render(Context(own))

    def quick_context(self, value: Any) -> dict[str, Any]:
        """What a block adds to its template's context."""
        return {}
