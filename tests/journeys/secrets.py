"""Records whose every text holds one word, and every door through which a word could come out."""

import gzip
import io
import pickle
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.demo import samples
from portal.home.lost import words_of
from portal.http_cache.entries import Entry
from portal.http_cache.truth import marks
from portal.importers.blocks import number_blocks
from portal.importers.splitting import plain_lines, split
from portal.importers.stream import article_value, stream_value
from portal.pages.models import PortalPage
from portal.policies.models import CallItem, PolicyDocument, PolicyProduct
from portal.publication.head import log_head
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem, PublishedPath
from portal.taxonomy.models import Organisation
from search.engine import configured_engine

# Names that are codes, addresses in the tree, or what others find the record by.
NOT_TEXT = frozenset({"path", "url_path", "slug", "content_digest", "translation_key", "draft_title", "media_type",
                      "sha256", "series", "uscc", "disclosure_type", "doc_number_normal"})  # fmt: skip
KEPT_BY = ("publication", "search", "subscribers", "webhooks", "subscriptions", "websub", "operations", "api")
Words = Iterable[str]
SUBTYPES: dict[str, Callable[[str], PortalPage]] = {
    **samples.SAMPLES,
    "products": lambda title: PolicyProduct(title=title),
}


def page_full_of(word: str, subtype: str, keeper: Organisation) -> PortalPage:
    """An unsaved page of the kind with `word` in every text of its own and of its parts, but for its address."""
    page = SUBTYPES[subtype](word)
    page.slug = ""
    fill(page, word)
    for relation in get_all_child_relations(page):
        name = relation.get_accessor_name()
        rows = list(getattr(page, name).all()) or made(relation.related_model, keeper)
        for row in rows:
            fill(row, word)
            if isinstance(row, CallItem):
                row.windows = [fill(window, word) for window in row.windows.all()]
        setattr(page, name, rows)
    return page


def made(model: type[models.Model], keeper: Organisation) -> list[Any]:
    """One row of a part that needs nothing but a body; none of a part that needs another record."""
    needed = {field.name for field in model._meta.concrete_fields
              if field.is_relation and not field.null and field.name != "page"} - {"organisation"}  # fmt: skip
    if needed:
        return []
    row = model()
    if any(field.name == "organisation" for field in model._meta.concrete_fields):
        row.organisation, row.role = keeper, "competent"
    return [row]


def fill(row: Any, word: str) -> Any:
    """Put the word into every text field of one row."""
    for field in row._meta.concrete_fields:
        if isinstance(field, StreamField):
            blocks = number_blocks(split(plain_lines(f"第一条 {word}\n第二条 {word}。")), word)
            of_document = isinstance(row, PolicyDocument)
            setattr(row, field.name, stream_value(blocks) if of_document else article_value(blocks))
        elif field.choices or field.name in NOT_TEXT or field.is_relation:
            continue
        elif isinstance(field, models.URLField):
            setattr(row, field.name, f"https://example.org/{quote(word)}/{word}")
        elif isinstance(field, models.CharField | models.TextField) and (field.max_length or 999) >= len(word):
            setattr(row, field.name, word)
        elif field.name == "milestones":
            row.milestones = [{"name": word, "at": "2027-01-01T00:00:00+08:00"}]
    return row


def fetched(client: Client, address: str) -> str:
    """What an address answers, whatever its status, as text; what is packed is unpacked."""
    response = client.get(address)
    assert response.status_code < 500, (address, response.status_code)
    return readable(b"".join(response) if response.streaming else response.content)


def readable(content: bytes) -> str:
    """Text of plain, gzipped or zipped bytes."""
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace")


def of_tables(client: Client, words: Words) -> Iterator[str]:
    """Every row that the log and what follows it keep; pages and their revisions are the editors' own."""
    for label in KEPT_BY:
        for model in apps.get_app_config(label).get_models():
            yield from map(repr, model._base_manager.values())


def of_engine(client: Client, words: Words) -> Iterator[str]:
    """Whatever the search engine files: a record it has is named by its title."""
    filed = configured_engine().filed()
    for item in PublishedItem.objects.filter(pk__in=list(filed)):
        yield item.title
    unknown = set(filed) - {str(pk) for pk in PublishedItem.objects.filter(live=True).values_list("pk", flat=True)}
    assert not unknown, f"filed and not public: {unknown}"


def of_api(client: Client, words: Words) -> Iterator[str]:
    """Lists, details, versions, search and suggestions, organisations, the whole change feed."""
    for kind in KINDS:
        yield fetched(client, f"/api/v1/{kind}?page_size=100&facets=level,status,field")
        for word in words:
            yield fetched(client, f"/api/v1/{kind}?q={quote(word)}")
    for kind, pk, version in PublishedItem.objects.values_list("kind", "pk", "version"):
        yield fetched(client, f"/api/v1/{kind}/{pk}")
        yield fetched(client, f"/api/v1/{kind}/{pk}/versions")
        for number in range(1, version + 1):
            yield fetched(client, f"/api/v1/{kind}/{pk}/versions/{number}")
    for address in ("/api/v1/search?page_size=100", "/api/v1/organisations", "/api/v1/taxonomies", "/api/v1/"):
        yield fetched(client, address)
    yield from followed(client)


def followed(client: Client) -> Iterator[str]:
    """/changes to its end."""
    after = ""
    while True:
        response = client.get("/api/v1/changes", {"limit": 500, **({"after": after} if after else {})})
        assert response.status_code == 200, response.content
        page = response.json()
        yield repr(page)
        after = page["next_cursor"]
        if not page["has_more"]:
            return


def of_feeds(client: Client, words: Words) -> Iterator[str]:
    """Every format of every kind with its archives, and the calendars."""
    for kind in (*KINDS, "all"):
        for ending in ("atom", "rss", "json"):
            yield fetched(client, f"/feeds/{kind}.{ending}")
        yield from archives(client, f"/feeds/{kind}.atom")
    for calendar in ("deadlines", "activities"):
        yield unfolded(fetched(client, f"/feeds/{calendar}.ics"))


def archives(client: Client, address: str) -> Iterator[str]:
    while address:
        text = fetched(client, address)
        yield text
        links = ElementTree.fromstring(text).findall("{http://www.w3.org/2005/Atom}link")
        address = next((link.get("href", "") for link in links if link.get("rel") == "prev-archive"), "")
        address = address.removeprefix(settings.PORTAL_BASE_URL)


def unfolded(text: str) -> str:
    """A calendar without its line breaks, which may go through a word."""
    return text.replace("\r\n ", "")


def of_dumps(client: Client, words: Words) -> Iterator[str]:
    """Dumps made now, everything that lies in their folder, the manifest, the catalogue, the page."""
    call_command("export_dumps", verbosity=0)
    for file in Path(settings.DUMPS_ROOT).rglob("*"):
        if file.is_file():
            yield readable(file.read_bytes())
    for address in ("dumps/manifest.json", "catalog.ttl", "catalog.jsonld", "catalog.rdf", ""):
        yield fetched(client, f"/data/{address}")


def of_pages(client: Client, words: Words) -> Iterator[str]:
    """Every page for people in both languages: sections, lists, files, search, and each address a record ever had."""
    sections = ["/", "/supermarket/", "/business-items/", "/site-map/", "/search/", *(f"/{kind}/" for kind in KINDS)]
    files = ["/business-items.xlsx", *(f"/{kind}/?format=csv" for kind in KINDS)]
    for address in [*sections, *(f"/en{section}" for section in sections), *files]:
        yield fetched(client, address)
    # The pages tell back the words asked for; what they find is looked at where nothing else is told.
    for asked in {part for word in words for part in (word, word[:-1], word[-2:])}:
        yield repr(client.get("/search/suggest/", {"q": asked}).json()["suggestions"])
        yield fetched(client, f"/api/v1/search?q={quote(asked)}")
    for page in Page.objects.filter(depth__gt=2):
        yield without_address(fetched(client, page.get_url()), page.get_url())
    for path, pk in PublishedPath.objects.values_list("path", "item_id"):
        yield fetched(client, path)
        yield fetched(client, f"/i/{pk}")


def without_address(text: str, asked: str) -> str:
    """The answer without the address that was asked for, and without the words in it that it offers to search for."""
    for told in (asked, quote(asked), f'value="{words_of(unquote(asked))}"'):
        text = text.replace(told, "")
    return text


def of_sitemap(client: Client, words: Words) -> Iterator[str]:
    """Index and parts."""
    index = fetched(client, "/sitemap.xml")
    yield index
    for location in ElementTree.fromstring(index).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
        yield fetched(client, urlsplit(location.text or "").path)


def of_cache(client: Client, words: Words) -> Iterator[str]:
    """What is kept of pages and their parts and would be answered now, and whatever else this process keeps."""
    visited = list(of_pages(client, words))
    head = log_head()
    gone = [f":log:{head.epoch}:{position}:" for position in range(head.position)]
    kept = [
        pickle.loads(value)
        for name in ("pages", "default")
        for key, value in caches[name]._cache.items()
        if not any(past in key for past in gone)
    ]
    pages = [entry for entry in kept if isinstance(entry, Entry) and entry.holds(marks(), timezone.now())]
    assert visited and pages, "no page was kept"
    yield from (readable(entry.body) for entry in pages)
    yield from (repr(value) for value in kept if not isinstance(value, Entry))


DOORS: dict[str, Callable[[Client, Words], Iterable[str]]] = {
    "tables": of_tables,
    "engine": of_engine,
    "api": of_api,
    "feeds": of_feeds,
    "dumps": of_dumps,
    "pages": of_pages,
    "cache": of_cache,
    "sitemap": of_sitemap,
}
