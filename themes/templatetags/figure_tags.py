"""What the templates of figures need: instants to the second, codes as class names."""

import datetime as dt
import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.windows.instants import SHANGHAI

register = template.Library()

_CLASS = re.compile(r"[^a-z0-9_-]")


@register.simple_tag
def second(value: dt.datetime) -> SafeString:
    """An instant in Asia/Shanghai to the second: figures are right to it."""
    local = value.astimezone(SHANGHAI)
    day = _("%(year)d-%(month)02d-%(day)02d") % {"year": local.year, "month": local.month, "day": local.day}
    written = f"{day} {local:%H:%M:%S}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), written)


@register.filter
def css_name(value: str) -> str:
    """A code as a part of a class name."""
    return _CLASS.sub("", value)
