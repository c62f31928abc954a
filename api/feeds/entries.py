"""What a feed says of one record: the same facts in every format, as at one instant."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from api.links import absolute, with_absolute_addresses
from portal.publication.models import PublicationEvent, PublishedItem
from portal.publication.xml import writable
from portal.windows.clock import stamp
from portal.windows.instants import OFFSET, parse_instant
from search.filters.facet_types import NONE
from search.filters.facets import FACETS

# Vocabularies whose codes stand in feeds as categories.
CATEGORIES = ("level", "field", "region")
AUTHOR_ROLES = ("issuing", "competent", "interpreting")


@dataclass(frozen=True)
class Category:
    """A code, the address of its vocabulary, and what people read."""

    scheme: str
    code: str
    label: str


@dataclass(frozen=True)
class Entry:
    """One record; `updated` is the instant of the last event about it, `facts` are (label, value) for people.

    `form` is its list form, absolute and stamped.
    """

    item: PublishedItem
    id: str
    title: str
    url: str
    published: dt.datetime
    updated: dt.datetime
    summary: str
    author: str
    categories: tuple[Category, ...]
    facts: tuple[tuple[str, str], ...]
    form: dict[str, Any]

    @property
    def html(self) -> SafeString:
        """Summary and facts as HTML; of a record that has neither, its title."""
        rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", self.facts)
        lead = self.summary if self.summary or rows else self.title
        return format_html(
            "{}{}", format_html("<p>{}</p>", lead) if lead else "", format_html("<dl>{}</dl>", rows) if rows else ""
        )

    @property
    def text(self) -> str:
        """The same as plain lines."""
        return "\n".join(
            [*([self.summary] if self.summary else []), *(f"{name}：{value}" for name, value in self.facts)]
        )


def entries(items: Iterable[PublishedItem], at: dt.datetime) -> list[Entry]:
    """The entries of live records in their order, statuses as at an instant."""
    items = list(items)
    told = PublicationEvent.objects.filter(position__in=[item.position for item in items])
    times = dict(told.values_list("position", "time"))
    return [_entry(item, times.get(item.position, item.updated_at), at) for item in items]


def urn(item_id: UUID) -> str:
    """The id of a record in every feed, for ever."""
    return f"urn:uuid:{item_id}"


def _entry(item: PublishedItem, told: dt.datetime, at: dt.datetime) -> Entry:
    form = with_absolute_addresses(stamp(item.listing, at))
    return Entry(
        item=item,
        id=urn(item.pk),
        title=writable(item.title).strip() or str(item.pk),
        url=absolute(item.path),
        published=item.published_at,
        # A boundary told late must not turn an entry back behind a newer version of it.
        updated=max(told, item.updated_at),
        summary=writable(form.get("summary") or ""),
        author=writable(_author(form)),
        categories=tuple(_categories(form)),
        facts=tuple((str(label), writable(text)) for label, text in _facts(form)),
        form=form,
    )


def _author(form: dict[str, Any]) -> str:
    roles = form.get("roles") or {}
    for role in AUTHOR_ROLES:
        if roles.get(role):
            return "、".join(body["name"] for body in roles[role])
    owner, source = form.get("owner") or {}, form.get("source") or {}
    return owner.get("name") or source.get("name") or settings.WAGTAIL_SITE_NAME


def _categories(form: dict[str, Any]) -> Iterator[Category]:
    for name in CATEGORIES:
        scheme = absolute(f"/api/v1/taxonomies/{name}")
        for code, label in FACETS[name].labels(_codes(form.get(name))).items():
            yield Category(scheme, code, writable(label))


def _facts(form: dict[str, Any]) -> Iterator[tuple[str | Promise, str]]:
    for name, label, write in FACTS:
        value = form.get(name)
        if value and value != NONE:
            yield REGISTRATION.get(name, label) if form["kind"] == "activities" else label, write(name, value)


def _codes(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _plain(name: str, value: Any) -> str:
    return str(value)


def _label(name: str, value: Any) -> str:
    return "、".join(FACETS[name].labels(_codes(value)).values())


def _local(name: str, value: str) -> str:
    return f"{parse_instant(value).astimezone(OFFSET):%Y-%m-%d %H:%M}"


FACTS: tuple[tuple[str, str | Promise, Callable[[str, Any], str]], ...] = (
    ("doc_number", _("Document number"), _plain),
    ("status", _("Status"), _label),
    ("opens_at", _("Opens"), _local),
    ("closes_at", _("Closes"), _local),
    ("starts_at", _("starts at"), _local),
    ("ends_at", _("ends at"), _local),
    ("place", _("Place"), _plain),
    ("issued_on", _("Date of issue"), _plain),
    ("validity", _("Validity"), _label),
    ("level", _("Level"), _label),
    ("field", _("Field"), _label),
    ("region", _("Region"), _label),
)
# The windows of an activity are for registration.
REGISTRATION: dict[str, str | Promise] = {
    # Translators: 报名状态
    "status": _("Registration"),
    # Translators: 报名开始
    "opens_at": _("Registration opens"),
    # Translators: 报名截止
    "closes_at": _("Registration closes"),
}
