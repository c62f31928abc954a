"""Which addresses live records point at, read from what the public reads: no draft's link is ever asked for."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, SoupStrainer, Tag
from django.conf import settings
from django.db.models import OuterRef, Subquery
from wagtail.models import Page

from portal.batches import in_batches
from portal.desk.models import Link, LinkUse
from portal.pages.own_records import record_models
from portal.publication.models import PublishedItem, PublishedVersion

ANCHORS = SoupStrainer("a", href=True)
# Members of the public form that are the record's own addresses.
OWN = frozenset({"permalink", "api_url"})
PLACE_LENGTH = LinkUse._meta.get_field("place").max_length


def addresses_in(detail: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """`(place, address)` of a public detail form: http(s) and addresses of this site, without fragments."""
    for place, value in detail.items():
        if place in OWN or place == "url":
            continue
        for address in _walk(value, place):
            address = _tidy(address)
            if address:
                yield place[:PLACE_LENGTH], address


def _walk(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, key)
    elif isinstance(value, str) and (key == "url" or key.endswith("_url")) and key not in OWN:
        yield value
    elif isinstance(value, str) and key.endswith("html"):
        # Most texts have no link, and parsing 2,500 of them takes a minute.
        soup = BeautifulSoup(value, "html.parser", parse_only=ANCHORS) if "href=" in value else ()
        yield from (str(link["href"]) for link in soup if isinstance(link, Tag))


def _tidy(address: str) -> str:
    """Without fragment and blanks; an absolute address of this site as a path; "" for what is no web address."""
    address = address.strip().split("#")[0].removeprefix(settings.PORTAL_BASE_URL)
    if address.startswith("/") and not address.startswith("//"):
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.hostname else ""


def collect() -> int:
    """Bring links and their uses in line with what is published; returns how many links there are."""
    pages = _pages()
    kept: set[int] = set()
    for item, detail in _details():
        page = pages.get(item)
        if page is not None and detail:
            kept |= _keep(page, set(addresses_in(detail)))
    LinkUse.objects.exclude(pk__in=kept).delete()
    Link.objects.filter(uses=None).delete()
    return Link.objects.count()


def _pages() -> dict[uuid.UUID, int]:
    return {
        permanent_id: pk
        for model in record_models()
        for permanent_id, pk in model.objects.filter(live=True).values_list("permanent_id", "pk")
    }


def _details() -> Iterable[tuple[uuid.UUID, dict[str, Any] | None]]:
    current = PublishedVersion.objects.filter(item=OuterRef("pk"), n=OuterRef("version")).values("detail")[:1]
    rows = PublishedItem.objects.filter(live=True).only("id").annotate(detail=Subquery(current))
    return ((item.id, vars(item)["detail"]) for item in in_batches(rows))


def _keep(page: int, found: set[tuple[str, str]]) -> set[int]:
    kept = set()
    for place, address in found:
        link, _made = Link.objects.get_or_create(
            digest=hashlib.sha256(address.encode()).hexdigest(),
            defaults={
                "url": address,
                "host": "" if address.startswith("/") else (urlsplit(address).hostname or "")[:255],
                "internal": address.startswith("/"),
            },
        )
        use, _made = LinkUse.objects.get_or_create(link=link, page_id=page, place=place)
        kept.add(use.pk)
    return kept


def uses_of(pages: Iterable[Page]) -> Any:
    """The broken links of these pages, with both ends."""
    broken = LinkUse.objects.filter(link__broken=True, page__in=pages)
    return broken.select_related("link", "page").order_by("link__host", "link__url")
