"""What templates say of the request's site: how it is shown, and a record's text in the site's theme."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from wagtail.fields import StreamField

from portal.display import display_of, words
from themes.templatetags.portal_tags import chinese

register = template.Library()


@register.simple_tag(takes_context=True)
def display_words(context: template.Context) -> str:
    """The display modes in use, as `data-display` of the page has them."""
    request = context.get("request")
    return words(display_of(request)) if request else ""


@register.simple_tag(takes_context=True)
def body_html(context: template.Context) -> SafeString:
    """A record's text: as the log has it, or anew where the theme has templates of its own for blocks."""
    item, theme = context["item"], getattr(context.get("request"), "theme", None)
    if theme is None or not theme.has_blocks:
        return mark_safe(item.get("body_html") or "")  # noqa: S308 - rendered from the same templates
    return mark_safe("\n".join(_streams(context["page"], theme.engine)))  # noqa: S308 - rendered templates


def _streams(page: Any, using: str) -> list[str]:
    """Every text of the page in the order of its fields, a composed graphic first."""
    names = [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]
    streams = (getattr(page, name) for name in sorted(names, key=lambda name: name != "graphic"))
    return [str(stream.render_as_block({"using": using})) for stream in streams if stream]


@register.simple_tag(takes_context=True)
def own_address(context: template.Context) -> str:
    """The one address of a page that stands on several hosts and in two languages: of what a site confines its own."""
    request = context.get("request")
    if request is None:
        return ""
    presentation = getattr(request, "presentation", None)
    return (presentation.address if presentation else settings.PORTAL_BASE_URL) + chinese(request.path)
