"""What the templates of figures need: instants to the second, codes as class names."""

import datetime as dt
import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.windows.instants import SHANGHAI
from themes.templatetags.portal_tags import day

register = template.Library()

_CLASS = re.compile(r"[^a-z0-9_-]")


@register.simple_tag
def second(value: dt.datetime) -> SafeString:
    """An instant in Asia/Shanghai to the second: figures are right to it."""
    local = value.astimezone(SHANGHAI)
    written = local.strftime("%H:%M:%S")
    return format_html(
        '{} <time datetime="{}">{}</time>', day(local.date()), local.isoformat(timespec="seconds"), written
    )


@register.filter
def css_name(value: str) -> str:
    """A code as a part of a class name."""
    return _CLASS.sub("", value)
