"""What every door needs: the way through it, what it must tell, and the pages that stand before it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.home.models import HomePage, ListingPage
from portal.pages.tree import listing_for
from portal.pages.verbs import withdraw
from portal.policies.models import ApplicationNotice, CallItem, CallWindow, PolicyDocument
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory

Told = list[tuple[str, UUID]]
HOUR = dt.timedelta(hours=1)
# What the screens that take something down ask, and the log then says.
WITHDRAWAL = {"reason": "retention_over"}


@dataclass
class Way:
    """One door after everything was arranged: going through it must tell `told`, in this order of ids or any."""

    go: Callable[[Client, Path], Any]
    told: Callable[[], Told]
    said: dict[str, Any] = field(default_factory=dict)


def post(address: str, *args: object, query: str = "", **data: Any) -> Callable[[Client, Path], Any]:
    def go(client: Client, _folder: Path) -> Any:
        response = client.post(reverse(address, args=args) + query, data)
        assert response.status_code in (200, 302, 500), response.status_code
        return response

    return go


def bulk(action: str, *pages: Page, **data: Any) -> Callable[[Client, Path], Any]:
    query = "?" + "&".join(f"id={page.pk}" for page in pages)
    return post("wagtail_bulk_action", "wagtailcore", "page", action, query=query, **data)


def command(name: str) -> Callable[[Client, Path], Any]:
    return lambda _client, _folder: call_command(name)


def each(verb: str, *pages: Any) -> Callable[[], Told]:
    return lambda: [(verb, page.permanent_id) for page in pages]


def nothing() -> Told:
    return []


def empty() -> dict[str, Any]:
    return {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


def document_form(**given: Any) -> dict[str, Any]:
    """The edit form of a policy document."""
    clause = {"label": "第一条", "heading": "", "text": rich_text("<p>支持企业创新。</p>")}
    return nested_form_data(
        {"title": "编辑之后", "slug": "edited", "body": streamfield([("clause", clause)]), "roles": empty(),
         "attachments": empty(), "relations": empty(), "comments": empty(), "visibility": "public",
         "preferential": "unknown", **given}
    )  # fmt: skip


def two() -> tuple[PolicyDocument, PolicyDocument]:
    return PolicyDocumentFactory(), PolicyDocumentFactory()


def draft(title: str = "草稿") -> PolicyDocument:
    PolicyDocumentFactory()
    page = listing_for("policies").add_child(instance=PolicyDocument(title=title, live=False))
    page.save_revision()
    return page


def second_listing() -> ListingPage:
    PolicyDocumentFactory()
    return HomePage.objects.get().add_child(instance=ListingPage(title="另一处", slug="elsewhere", kind="policies"))


def taken_down() -> PolicyDocument:
    page = PolicyDocumentFactory()
    withdraw(page=page, reason="unspecified")
    page.refresh_from_db()
    return page


def alias_of(page: PolicyDocument, slug: str) -> PolicyDocument:
    with transaction():
        page.create_alias(parent=page.get_parent(), update_slug=slug)
    return PolicyDocument.objects.get(slug=slug)


def notice() -> ApplicationNotice:
    item = CallItem(name="研发补助")
    item.windows = [CallWindow(opens_at=timezone.now() - HOUR, closes_at=timezone.now() + 480 * HOUR)]
    return ApplicationNoticeFactory(items=[item])
