"""What readers are told on the page of a scheme or call whose basis no longer holds."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import template

from portal.breakdown.flags import Flag, flags_of, public_bases
from portal.breakdown.wording import sentence
from portal.publication.head import head_of
from portal.publication.kept import of_log
from portal.publication.models import PublishedItem

register = template.Library()


@register.simple_tag(takes_context=True)
def basis_notes(context: template.Context, item: dict[str, Any], now: dt.datetime) -> list[dict[str, str]]:
    """`[{text, url}]` of a scheme's own bases, or of those of the schemes that a call's items are for.

    From what was published, as at `now`: a page kept by the cache ends with the calm.
    """
    head = head_of(context.get("request"))
    found = of_log(f"bases:{item['id']}", head, lambda: _bases(item)) if item.get("version") else _bases(item)
    forms, public = found
    flags = dict.fromkeys(flag for form in forms for flag in flags_of(form, now, public))
    return list({sentence(flag): {"text": sentence(flag), "url": _address(flag)} for flag in flags}.values())


def _bases(item: dict[str, Any]) -> tuple[list[dict[str, Any]], set[UUID]]:
    """The schemes' list forms, and which of their documents are public."""
    schemes = [call["scheme"]["id"] for call in item.get("items", ()) if call.get("scheme")]
    ids = [UUID(str(found)) for found in schemes] or ([UUID(item["id"])] if "policies" in item else [])
    forms = list(PublishedItem.objects.filter(pk__in=ids, live=True).values_list("listing", flat=True))
    return forms, public_bases(forms)


def _address(flag: Flag) -> str:
    return "" if flag.why == "withdrawn" else flag.url
