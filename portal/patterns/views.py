"""The pattern page: tokens, components, blocks, page types; each as it is, or in frames of several widths."""

import datetime as dt
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from portal.http_cache.keeping import do_not_keep
from portal.patterns import blocks as block_specimens
from portal.patterns.components import Component
from portal.patterns.components import components as all_components
from portal.patterns.pages import chosen, page_types
from portal.settings.themes import BASE
from themes.bundles import parts

# Width in CSS pixels of each frame; the widest are shown smaller than they are.
WIDTHS = (390, 768, 1280, 1920)
SCHEMES = ("light", "dark")
_TOKEN = re.compile(r"^\s*--([a-z0-9-]+):", re.MULTILINE)
_COLOUR = re.compile(r"^\s*--([a-z0-9-]+): #[0-9a-f]{6};", re.MULTILINE)

View = Callable[..., HttpResponse]


def for_makers(view: View) -> View:
    """Only where PATTERNS or DEBUG is on; and made anew each time, since templates change while one looks."""

    @wraps(view)
    def shown(request: HttpRequest, **named: Any) -> HttpResponse:
        if not (settings.PATTERNS or settings.DEBUG):
            raise Http404
        do_not_keep(request)
        return view(request, **named)

    return require_safe(shown)


@for_makers
def tokens(request: HttpRequest) -> HttpResponse:
    """Colours, type, space: read from the theme's own tokens."""
    source = "".join(part.read_text(encoding="utf-8") for part in parts(_theme(request)) if part.name == "tokens.css")
    named = list(dict.fromkeys(_TOKEN.findall(source)))
    colours = set(_COLOUR.findall(source))
    groups = {
        "colours": [name for name in named if name in colours],
        "text": [name for name in named if name.startswith("text")],
        "space": [name for name in named if name.startswith("space")],
        "shadow": [name for name in named if name.startswith("shadow")],
        "radius": [name for name in named if name.startswith("radius")],
    }
    return _page(request, "tokens", {"groups": groups})


@for_makers
def components(request: HttpRequest) -> HttpResponse:
    """Every template of components/."""
    now = timezone.now()
    shown = [{"component": one, "specimens": _rendered(request, one, now)} for one in all_components(now)]
    return _page(request, "components", {"shown": shown})


@for_makers
def blocks(request: HttpRequest) -> HttpResponse:
    """Every StreamField block."""
    return _page(request, "blocks", {"specimens": block_specimens.specimens(request)})


@for_makers
def pages(request: HttpRequest) -> HttpResponse:
    """Every page type; `?type=` chooses the one that is in the frames."""
    types = page_types()
    page = chosen(request.GET.get("type", ""), types)
    return _page(request, "pages", {"types": types, "shown": page})


def _rendered(request: HttpRequest, component: Component, now: dt.datetime) -> list[SafeString]:
    theme = getattr(request, "theme", None)
    using = theme.engine if theme else None
    told = ({**context, "now": now} for context in component.contexts)
    return [render_to_string(component.template, context, request=request, using=using) for context in told]


def _page(request: HttpRequest, part: str, context: dict[str, Any]) -> TemplateResponse:
    """`?framed` leaves out all but the specimens, for a frame around them."""
    own = f"{request.path}?framed"
    shared = {"part": part, "framed": "framed" in request.GET, "own_path": own, "widths": WIDTHS, "schemes": SCHEMES}
    response = TemplateResponse(request, f"patterns/{part}.html", {**shared, **context})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _theme(request: HttpRequest) -> str:
    return getattr(getattr(request, "theme", None), "name", BASE)
