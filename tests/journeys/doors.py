"""Every door through which something becomes public, changes or goes (DESIGN §4): what to arrange, to do, to expect."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.home.models import HomePage, ListingPage
from portal.importers.run import ImportRun
from portal.pages.tree import listing_for
from portal.pages.verbs import publish_changes, record_happening, withdraw
from portal.policies.models import ApplicationNotice, CallItem, CallWindow, PolicyDocument
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory

Told = list[tuple[str, UUID]]
HOUR = dt.timedelta(hours=1)


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


def create() -> Way:
    parent = PolicyDocumentFactory().get_parent()
    go = post("wagtailadmin_pages:add", "policies", "policydocument", parent.pk,
              **document_form(title="新文件", **{"action-publish": "yes"}))  # fmt: skip
    return Way(go, lambda: each("published", PolicyDocument.objects.get(title="新文件"))())


def add_live_child() -> Way:
    parent, page = PolicyDocumentFactory().get_parent(), PolicyDocument(title="程序添加", live=True)

    def go(_client: Client, _folder: Path) -> None:
        with transaction():
            parent.add_child(instance=page)

    return Way(go, each("published", page))


def edit() -> Way:
    page = PolicyDocumentFactory()
    said = {"change_note": "延长期限", "significant": "on", "slug": f"edited-{page.pk}"}
    go = post("wagtailadmin_pages:edit", page.pk, **document_form(**said, **{"action-publish": "yes"}))
    return Way(go, each("updated", page), {"change_note": "延长期限", "significant": True})


def save_a_draft() -> Way:
    page = PolicyDocumentFactory()
    return Way(post("wagtailadmin_pages:edit", page.pk, **document_form(change_note="还没定")), nothing)


def publish_without_a_change() -> Way:
    page = PolicyDocumentFactory()
    return Way(lambda _client, _folder: publish_changes(page=page), nothing)


def unpublish() -> Way:
    page = PolicyDocumentFactory()
    return Way(post("wagtailadmin_pages:unpublish", page.pk), each("withdrawn", page), {"reason": "unspecified"})


def withdraw_with_a_reason() -> Way:
    page = PolicyDocumentFactory()
    return Way(lambda _client, _folder: withdraw(page=page, reason="replaced"), each("withdrawn", page))


def restore_after_unpublish() -> Way:
    page = taken_down()
    return Way(bulk("publish", page), each("published", page), {"change_note": None})


def delete_one() -> Way:
    page = PolicyDocumentFactory()
    return Way(post("wagtailadmin_pages:delete", page.pk), each("withdrawn", page))


def delete_a_tree() -> Way:
    first, second = two()
    return Way(post("wagtailadmin_pages:delete", first.get_parent().pk), each("withdrawn", first, second))


def bulk_publish() -> Way:
    first, second = draft("甲"), draft("乙")
    return Way(bulk("publish", first, second), each("published", first, second))


def bulk_unpublish() -> Way:
    first, second = two()
    return Way(bulk("unpublish", first, second), each("withdrawn", first, second))


def bulk_unpublish_with_descendants() -> Way:
    first, second = two()
    return Way(bulk("unpublish", first.get_parent(), include_descendants="on"), each("withdrawn", first, second))


def bulk_delete() -> Way:
    first, second = two()
    return Way(bulk("delete", first, second), each("withdrawn", first, second))


def bulk_move() -> Way:
    (first, second), target = two(), second_listing()
    return Way(bulk("move", first, second, chooser=target.pk), each("moved", first, second))


def move() -> Way:
    page, target = PolicyDocumentFactory(), second_listing()
    return Way(post("wagtailadmin_pages:move_confirm", page.pk, target.pk), each("moved", page))


def move_of_a_parent() -> Way:
    """To another home page, whose addresses are others."""
    first, second = two()
    site = Page.objects.get(depth=2)
    home = site.get_parent().add_child(instance=HomePage(title="新首页", slug="new-home"))
    return Way(post("wagtailadmin_pages:move_confirm", first.get_parent().pk, home.pk),
               each("withdrawn", first, second))  # fmt: skip


def rename_of_a_parent() -> Way:
    first, second = two()
    listing = first.get_parent().specific
    form = nested_form_data({"title": listing.title, "slug": "documents", "kind": listing.kind, "comments": empty()})
    return Way(post("wagtailadmin_pages:edit", listing.pk, **form, **{"action-publish": "yes"}),
               each("moved", first, second))  # fmt: skip


def restrict() -> Way:
    page = PolicyDocumentFactory()
    return Way(post("wagtailadmin_pages:set_privacy", page.pk, restriction_type="login"), each("withdrawn", page),
               {"reason": "not_public"})  # fmt: skip


def restrict_a_parent() -> Way:
    first, second = two()
    return Way(post("wagtailadmin_pages:set_privacy", first.get_parent().pk, restriction_type="login"),
               each("withdrawn", first, second), {"reason": "not_public"})  # fmt: skip


def lift_a_restriction() -> Way:
    page = PolicyDocumentFactory()
    with transaction():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    return Way(post("wagtailadmin_pages:set_privacy", page.pk, restriction_type="none"), each("published", page))


def lift_a_parents_restriction() -> Way:
    first, second = two()
    with transaction():
        PageViewRestriction.objects.create(page=first.get_parent(), restriction_type="login")
    return Way(post("wagtailadmin_pages:set_privacy", first.get_parent().pk, restriction_type="none"),
               each("published", first, second))  # fmt: skip


def keep_from_the_public() -> Way:
    page = PolicyDocumentFactory()
    go = post("wagtailadmin_pages:edit", page.pk, **document_form(visibility="internal", **{"action-publish": "yes"}))
    return Way(go, each("withdrawn", page), {"reason": "not_public"})


def schedule() -> Way:
    """Announced for later: nothing is public yet."""
    page = PolicyDocumentFactory()
    later = (timezone.localtime() + 24 * HOUR).strftime("%Y-%m-%d %H:%M")
    go = post("wagtailadmin_pages:edit", page.pk, **document_form(go_live_at=later, **{"action-publish": "yes"}))
    return Way(go, nothing)


def scheduled_publish() -> Way:
    page = due_for_publishing()
    return Way(command("publish_scheduled"), each("updated", page), {"change_note": "按时公布", "significant": True})


def due_for_publishing() -> PolicyDocument:
    """A live page with a change that was scheduled and whose hour has come."""
    page = PolicyDocumentFactory()
    page.title, page.change_note, page.significant = "到点之后", "按时公布", True
    page.go_live_at = timezone.now() + HOUR
    revision = page.save_revision()
    with transaction():
        revision.publish()
    passed = timezone.now() - HOUR
    content = {**revision.content, "go_live_at": passed.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=passed, content=content)
    return page


def scheduled_expiry() -> Way:
    page = PolicyDocumentFactory()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - HOUR)
    return Way(command("publish_scheduled"), each("withdrawn", page), {"reason": "unspecified"})


def workflow() -> Way:
    page = PolicyDocumentFactory()
    submit = post("wagtailadmin_pages:edit", page.pk, **document_form(change_note="经审核", **{"action-submit": "yes"}))
    approved = document_form(change_note="经审核", **APPROVAL)
    approve = post("wagtailadmin_pages:edit", page.pk, **approved)

    def go(client: Client, folder: Path) -> Any:
        submit(client, folder)
        return approve(client, folder)

    return Way(go, each("updated", page), {"change_note": "经审核"})


APPROVAL = {"action-workflow-action": "true", "workflow-action-name": "approve"}


def alias_of(page: PolicyDocument, slug: str) -> PolicyDocument:
    with transaction():
        page.create_alias(parent=page.get_parent(), update_slug=slug)
    return PolicyDocument.objects.get(slug=slug)


def alias() -> Way:
    page = PolicyDocumentFactory()
    go = post("wagtailadmin_pages:copy", page.pk, new_title=page.title, new_slug="again",
              new_parent_page=page.get_parent().pk, alias="on")  # fmt: skip
    return Way(go, lambda: each("published", PolicyDocument.objects.get(slug="again"))())


def publish_what_has_an_alias() -> Way:
    page = PolicyDocumentFactory()
    other = alias_of(page, "again")
    go = post("wagtailadmin_pages:edit", page.pk, **document_form(change_note="两处", **{"action-publish": "yes"}))
    return Way(go, each("updated", page, other), {"change_note": "两处"})


def unpublish_what_has_an_alias() -> Way:
    page = PolicyDocumentFactory()
    other = alias_of(page, "again")
    return Way(post("wagtailadmin_pages:unpublish", page.pk), each("withdrawn", page, other))


def convert_an_alias() -> Way:
    other = alias_of(PolicyDocumentFactory(), "again")
    return Way(post("wagtailadmin_pages:convert_alias", other.pk), nothing)


def copy(**extra: str) -> tuple[PolicyDocument, Callable[[Client, Path], Any]]:
    page = PolicyDocumentFactory()
    return page, post("wagtailadmin_pages:copy", page.pk, new_title="副本", new_slug="copied",
                      new_parent_page=page.get_parent().pk, **extra)  # fmt: skip


def copy_as_draft() -> Way:
    return Way(copy()[1], nothing)


def copy_and_publish() -> Way:
    return Way(copy(publish_copies="on")[1], lambda: each("published", PolicyDocument.objects.get(slug="copied"))())


def revert() -> Way:
    page = PolicyDocumentFactory(title="最初")
    first = page.latest_revision
    page.title, page.change_note = "改过", "改了标题"
    publish_changes(page=page)
    go = post("wagtailadmin_pages:revisions_revert", page.pk, first.pk,
              **document_form(title="最初", slug=page.slug, **{"action-publish": "yes"}))  # fmt: skip
    return Way(go, each("updated", page), {"change_note": None, "significant": False})


def happening() -> Way:
    page = notice()
    window = page.items.first().windows.first().permanent_id
    until = page.items.first().windows.first().closes_at + 240 * HOUR
    return Way(
        lambda _client, _folder: record_happening(
            page=page, window_id=window, kind="extended", closes_at=until, reason="延期"
        ),
        each("updated", page),
        {"change_note": "延期", "significant": True},
    )


def notice() -> ApplicationNotice:
    item = CallItem(name="研发补助")
    item.windows = [CallWindow(opens_at=timezone.now() - HOUR, closes_at=timezone.now() + 480 * HOUR)]
    return ApplicationNoticeFactory(items=[item])


def imported(title: str) -> Callable[[Client, Path], Any]:
    def go(_client: Client, folder: Path) -> None:
        path = folder / "records.jsonl"
        path.write_text(json.dumps({"source_id": "t-1", "title": title, "body": "一、加大投入。"}), encoding="utf-8")
        ImportRun(path, "policies").run()

    return go


def import_new() -> Way:
    PolicyDocumentFactory()
    go = imported("导入的文件")
    return Way(
        go, lambda: each("published", PolicyDocument.objects.get(source_id="t-1"))(), {"change_note": "Imported"}
    )


def import_changed(folder: Path) -> Way:
    PolicyDocumentFactory()
    imported("导入的文件")(Client(), folder)
    page = PolicyDocument.objects.get(source_id="t-1")
    return Way(imported("改了标题"), each("updated", page), {"change_note": "Imported"})


DOORS: list[Callable[..., Way]] = [
    create, add_live_child, edit, save_a_draft, publish_without_a_change, unpublish, withdraw_with_a_reason,
    restore_after_unpublish, delete_one, delete_a_tree, bulk_publish, bulk_unpublish, bulk_unpublish_with_descendants,
    bulk_delete, bulk_move, move, move_of_a_parent, rename_of_a_parent, restrict, restrict_a_parent,
    lift_a_restriction, lift_a_parents_restriction, keep_from_the_public, schedule, scheduled_publish,
    scheduled_expiry, workflow, alias, publish_what_has_an_alias, unpublish_what_has_an_alias, convert_an_alias,
    copy_as_draft, copy_and_publish, revert, happening, import_new,
]  # fmt: skip
