"""What a page tells programs: schema.org descriptions, the labels of government sites, its feeds."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.publication.kinds import KINDS
from portal.windows.instants import SHANGHAI
from themes.words import word

register = template.Library()

# What would end the script element, or begin a comment in it; the line ends that JavaScript knows and JSON does not.
ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
# Sections of government sites (网页标签规范, ColumnType).
COLUMN_TYPES = {
    # Translators: 政策文件
    **dict.fromkeys(("policies", "policy-products", "compilations"), pgettext_lazy("section", "policy documents")),
    # Translators: 解读回应
    "interpretations": pgettext_lazy("section", "interpretations and replies"),
    # Translators: 通知公告
    **dict.fromkeys(("notices", "disclosures"), pgettext_lazy("section", "notices and announcements")),
    # Translators: 办事服务
    "guides": pgettext_lazy("section", "services"),
    # Translators: 工作动态
    "activities": pgettext_lazy("section", "news of our work"),
}
FEED_TYPES = (
    ("atom", "Atom", "application/atom+xml"),
    ("rss", "RSS", "application/rss+xml"),
    ("json", "JSON Feed", "application/feed+json"),
)
# Kinds whose records stand in a calendar, and which.
CALENDARS = {"notices": "deadlines", "activities": "activities"}
UNTIMED = frozenset({"as_of"})
# The feeds of search over every kind.
EVERY_KIND = "all"


@register.simple_tag
def json_ld(things: list[dict[str, Any]] | None) -> SafeString:
    """Each description in a data block of its own; no text in it can end the block."""
    blocks = (json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES) for thing in things or ())
    return format_html_join(
        "\n", '<script type="application/ld+json">{}</script>', ((SafeString(block),) for block in blocks)
    )


@register.simple_tag
def publication_time(published_on: str | None, first_published_at: dt.datetime | None) -> str:
    """PubDate: the day that the record states, with the time at which it came here where that was the same day."""
    came = timezone.localtime(first_published_at, SHANGHAI) if first_published_at else None
    if came and (not published_on or came.date().isoformat() == published_on):
        return came.strftime("%Y-%m-%d %H:%M")
    return f"{published_on} 00:00" if published_on else ""


@register.simple_tag
def authors(item: dict[str, Any]) -> str:
    """Author: the bodies that issued the record or are competent for it, else who keeps it."""
    roles = item.get("roles") or {}
    found = roles.get("issuing") or roles.get("competent") or ([item["owner"]] if item.get("owner") else [])
    return "、".join(body["name"] for body in found)


@register.simple_tag
def column_type(kind: str) -> str:
    """ColumnType of a list."""
    return str(COLUMN_TYPES[kind])


@register.simple_tag
def column_description(kind: str) -> str:
    """ColumnDescription of a list that has no introduction of its own."""
    names = {"list": word("kind", kind), "site": settings.WAGTAIL_SITE_NAME}
    # Translators: 「惠企」公开的全部政策文件，可按级别、地区、领域等筛选和订阅。
    return (
        _("%(list)s published by %(site)s, to be filtered by level, region and field, and to be subscribed to.") % names
    )


@register.simple_tag(takes_context=True)
def feeds(
    context: Mapping[str, Any], kind: str, q: str = "", chosen: list[tuple[str, str]] | None = None
) -> list[dict[str, str]]:
    """The feeds of a kind under the filter in use: `[{url, media_type, name}]`, a calendar last where there is one.

    Feeds are whole on every host: what the site is confined to stands in their address.
    """
    scope = getattr(context.get("request"), "scope", None)
    given = {**(scope.dict() if scope else {}), **dict(chosen or ())}
    pairs = [(name, value) for name, value in (("q", q), *given.items()) if value and name not in UNTIMED]
    query = f"?{urlencode(pairs, safe=',')}" if pairs else ""
    found = [
        {"url": f"/feeds/{kind}.{ending}{query}", "media_type": media_type, "name": name}
        for ending, name, media_type in FEED_TYPES
    ]
    if kind in CALENDARS:
        calendar = f"/feeds/{CALENDARS[kind]}.ics{query}"
        found.append({"url": calendar, "media_type": "text/calendar", "name": str(_("Calendar"))})
    return found if kind in KINDS or kind == EVERY_KIND else []
