"""Addresses within the terminal: every link keeps what was chosen and how it is displayed."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from portal.kiosk.asked import Asked

register = template.Library()


@register.simple_tag(takes_context=True)
def kiosk(context: template.Context, name: str, **changes: Any) -> str:
    """A screen with the choices so far and some changed; a new choice begins again at page 1."""
    asked: Asked = context["asked"]
    return asked.address(name, **{"page": 1, **changes})


@register.simple_tag(takes_context=True)
def kiosk_item(context: template.Context, item_id: Any, name: str = "item") -> str:
    """A record's screen; what was chosen stays in the address for the way back."""
    asked: Asked = context["asked"]
    query = asked.address("results").partition("?")[2]
    path = reverse(f"kiosk:{name}", args=[item_id])
    return f"{path}?{query}" if query else path


@register.simple_tag(takes_context=True)
def kiosk_afresh(context: template.Context, item_id: Any) -> str:
    """A record's screen from another record's: nothing was chosen for it."""
    modes = ",".join(context["asked"].display)
    query = f"?{urlencode({'display': modes})}" if modes else ""
    return reverse("kiosk:item", args=[item_id]) + query
