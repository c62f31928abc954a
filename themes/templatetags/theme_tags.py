"""What templates ask of the theme chosen for a request."""

from django import template
from django.templatetags.static import static

from themes.bundles import BASE, bundle_name

register = template.Library()


@register.simple_tag(takes_context=True)
def stylesheet(context: template.Context) -> str:
    """The address of the one stylesheet of the request's theme; the base theme's where no theme was chosen."""
    theme = getattr(context.get("request"), "theme", None)
    return static(bundle_name(getattr(theme, "name", BASE)))
