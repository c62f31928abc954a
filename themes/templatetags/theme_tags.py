"""What templates ask of the theme and the display modes chosen for a request."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import pgettext

from portal.display import display_of
from portal.settings.themes import BASE
from themes.bundles import bundle_name

register = template.Library()


@register.simple_tag(takes_context=True)
def stylesheet(context: template.Context) -> str:
    """The address of the one stylesheet of the request's theme; the base theme's where no theme was chosen."""
    theme = getattr(context.get("request"), "theme", None)
    return static(bundle_name(getattr(theme, "name", BASE)))


@register.simple_tag(takes_context=True)
def display_choices(context: template.Context) -> list[dict[str, Any]]:
    """Each display mode as `{mode, name, on, url}`: the link turns it on or off and comes back to this page."""
    request = context.get("request")
    if request is None:
        return []
    names = {
        # Translators: 长辈模式
        "large": (pgettext("display", "Large type"), pgettext("display", "Leave large type")),
        "contrast": (pgettext("display", "High contrast"), pgettext("display", "Leave high contrast")),
    }
    used = display_of(request)
    return [
        {"mode": mode, "name": names[mode][mode in used], "on": mode in used, "url": _turned(request, used, mode)}
        for mode in names
    ]


def _turned(request: HttpRequest, used: frozenset[str], mode: str) -> str:
    """The address that turns one mode on or off and leaves the other as it is."""
    chosen = ",".join(sorted(used ^ {mode}))
    return f"/display/?{urlencode({'mode': chosen, 'next': request.get_full_path()}, safe=',/')}"
