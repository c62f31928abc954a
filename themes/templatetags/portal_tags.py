"""What templates need beyond Django's own tags: words for codes, instants and days for people, safe addresses."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils import timezone, translation
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages import amounts
from portal.taxonomy import vocabulary
from portal.windows.instants import SHANGHAI, parse_instant
from themes.words import STATUS_BY_KIND
from themes.words import word as word_of

register = template.Library()

DAY_SECONDS = 86_400
_TELEPHONE = re.compile(
    r"(?<![\dA-Za-z-])(?:\+?86[- ]?)?"
    r"(?:0\d{2,3}[- ]?\d{7,8}|1\d{10}|[48]00[- ]?\d{3}[- ]?\d{4}|\d{7,8}|1\d{4}|9\d{4})(?![\dA-Za-z-])"
)
_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?!/))", re.IGNORECASE)
_CLASS = re.compile(r"[^a-z0-9_-]")


@register.simple_tag
def label(scheme: str, code: str | None) -> str:
    """The label of a taxonomy code in the page's language, "" for none."""
    return vocabulary.label(scheme, code) if code else ""


@register.simple_tag
def labels(scheme: str, codes: list[str] | None) -> str:
    """Several labels, joined as Chinese joins them."""
    return _(", ").join(vocabulary.label(scheme, code) for code in codes or ())


@register.simple_tag
def word(scheme: str, code: str | None) -> str:
    """The words for a code of themes.words, "" for none."""
    return word_of(scheme, code)


@register.simple_tag
def status_badge(value: str | None, kind: str = "") -> SafeString | str:
    """A badge that says a status in the words of its kind and by a shape; nothing for none."""
    scheme = f"status of {kind}" if kind in STATUS_BY_KIND else "status"
    return _badge(value, word_of(scheme, value)) if value != "none" else ""


@register.simple_tag
def validity_badge(value: str | None) -> SafeString | str:
    """A badge that says validity in words and by a shape; nothing where it is not stated."""
    return _badge(value, word_of("validity", value))


@register.simple_tag
def instant(value: Any) -> SafeString | str:
    """`<time>` of an instant (RFC 3339 text or aware datetime), read in Asia/Shanghai to the minute."""
    found = _instant(value)
    if found is None:
        return ""
    local = found.astimezone(SHANGHAI)
    words = format_html("{} {}", _day_words(local.date()), local.strftime("%H:%M"))
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


@register.simple_tag
def deadline(value: Any) -> SafeString | str:
    """Like `instant`, but midnight is told as 24:00 of the day before: the end is half-open."""
    found = _instant(value)
    if found is None:
        return ""
    local = found.astimezone(SHANGHAI)
    if local.time() != dt.time():
        return instant(found)
    words = format_html("{} 24:00", _day_words(local.date() - dt.timedelta(days=1)))
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


@register.simple_tag
def day(value: Any) -> SafeString | str:
    """`<time>` of a date-only fact (ISO text or date)."""
    if not value:
        return ""
    found = dt.date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return format_html('<time datetime="{}">{}</time>', found.isoformat(), _day_words(found))


@register.simple_tag
def countdown(closes_at: Any, now: dt.datetime | None = None) -> str:
    """How much time is left at `now` (default: this moment), in whole days, hours or minutes; "" after the end."""
    found, now = _instant(closes_at), now or timezone.now()
    if found is None or found <= now:
        return ""
    seconds = int((found - now).total_seconds())
    if seconds >= DAY_SECONDS:
        count = seconds // DAY_SECONDS
        return ngettext("%(count)d day left", "%(count)d days left", count) % {"count": count}
    if seconds >= 3600:
        count = seconds // 3600
        return ngettext("%(count)d hour left", "%(count)d hours left", count) % {"count": count}
    count = max(seconds // 60, 1)
    return ngettext("%(count)d minute left", "%(count)d minutes left", count) % {"count": count}


@register.simple_tag
def time_limit(value: dict[str, Any] | None) -> str:
    """A duration `{value, unit}` in words; "" for none."""
    if not value:
        return ""
    return _("%(number)s %(unit)s") % {"number": value["value"], "unit": word_of("unit", value["unit"])}


@register.filter
def phone_links(text: str | None) -> SafeString:
    """Printed telephone numbers as links to call them; all other words stay as they are."""
    parts, end = [], 0
    for found in _TELEPHONE.finditer(text or ""):
        number = re.sub(r"[^\d+]", "", found[0])
        parts += [escape((text or "")[end : found.start()]), format_html('<a href="tel:{}">{}</a>', number, found[0])]
        end = found.end()
    return mark_safe("".join([*parts, escape((text or "")[end:])]))  # noqa: S308 - every part is escaped


@register.filter
def web_address(value: str | None) -> str:
    """The address if a link may lead there (http, https, mailto, a path of this site), else ""."""
    return value if value and _ADDRESS.match(value) else ""


@register.filter
def local(path: str | None) -> str:
    """A path of this site in the page's language; other addresses stay as they are."""
    if not path or not path.startswith("/") or path.startswith("/en/"):
        return path or ""
    return f"/en{path}" if (translation.get_language() or "").startswith("en") else path


@register.simple_tag(takes_context=True)
def other_language(context: template.Context) -> dict[str, str]:
    """`{path, code, name}` of this page in the other language."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    if path == "/en" or path.startswith(("/en/", "/en?")):
        # A path of two slashes would lead to another host.
        return {"path": "/" + path[3:].lstrip("/"), "code": "zh-hans", "name": "简体中文"}
    return {"path": f"/en{path}", "code": "en", "name": "English"}


@register.filter
def absolute(path: str | None) -> str:
    """A path of this site with the portal's address before it."""
    return f"{settings.PORTAL_BASE_URL}{path}" if path and path.startswith("/") else path or ""


@register.filter
def canonical(path: str) -> str:
    """The one address of a page that stands in two languages: the Chinese one."""
    return absolute(chinese(path))


def chinese(path: str) -> str:
    """The path of a page in its first language."""
    return path[3:] or "/" if path == "/en" or path.startswith("/en/") else path


@register.filter
def having(entries: list[dict[str, Any]] | None, name: str) -> bool:
    """True if at least one entry has a value under `name`: a column that is empty throughout is not shown."""
    return any(entry.get(name) not in (None, "") for entry in entries or ())


@register.filter
def of_kind(entries: list[dict[str, Any]] | None, kind: str) -> list[dict[str, Any]]:
    """Those entries whose `kind` is `kind`."""
    return [entry for entry in entries or () if entry.get("kind") == kind]


@register.filter
def beyond(pairs: list[tuple[str, str]] | None, facets: list[dict[str, Any]] | None) -> list[tuple[str, str]]:
    """Those parameters in use that the form's own fields do not carry already."""
    shown = {"q", "sort", "page", *(facet["name"] for facet in facets or () if facet["choices"])}
    return [(name, value) for name, value in pairs or () if name not in shown]


@register.filter
def yuan(value: float | int | None) -> str:
    """An amount of money in words; "" for none."""
    return "" if value is None else amounts.yuan(value)


@register.filter
def percent(value: float | None) -> str:
    """A share from 0 to 1 in percent."""
    return "" if value is None else f"{value * 100:g}%"


@register.simple_tag(takes_context=True)
def site_name(context: template.Context) -> str:
    """The name of the request's site, else the portal's."""
    presentation = getattr(context.get("request"), "presentation", None)
    return presentation.name if presentation else settings.WAGTAIL_SITE_NAME


@register.simple_tag
def site_domain() -> str:
    """The host of the portal's own address, whatever host the request came by."""
    return urlsplit(settings.PORTAL_BASE_URL).netloc


@register.simple_tag
def names(bodies: list[dict[str, Any]] | None) -> SafeString:
    """Names of bodies in order."""
    return format_html_join(_(", "), "{}", ((body["name"],) for body in bodies or ()))


@register.simple_tag
def identity(name: str) -> str:
    """A number or name of the footer from SITE_IDENTITY; "" until it is given."""
    return settings.SITE_IDENTITY.get(name, "")


def _badge(value: str | None, words: str) -> SafeString | str:
    name = _CLASS.sub("", value or "")
    return format_html('<span class="badge badge--{}">{}</span>', name, words) if value else ""


def _instant(value: Any) -> dt.datetime | None:
    return parse_instant(value) if isinstance(value, str) and value else value or None


def _day_words(found: dt.date) -> str:
    # Translators: 2026年12月31日
    return _("%(year)d-%(month)02d-%(day)02d") % {"year": found.year, "month": found.month, "day": found.day}
