"""Whether readers' browsers may keep the page that is shown without a network."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def offline_page() -> bool:
    """The setting."""
    return settings.OFFLINE_PAGE
