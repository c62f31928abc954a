"""An editor's own page: written, approved, scheduled, shown twice, copied, taken back to an earlier state."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision

from portal.pages.verbs import publish_changes
from portal.policies.models import PolicyDocument
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory
from tests.journeys.doors.ways import (
    HOUR,
    WITHDRAWAL,
    Way,
    alias_of,
    bulk,
    command,
    document_form,
    each,
    nothing,
    post,
    taken_down,
)


def create() -> Way:
    parent = PolicyDocumentFactory().get_parent()
    go = post("wagtailadmin_pages:add", "policies", "policydocument", parent.pk,
              **document_form(title="新文件", **{"action-publish": "yes"}))  # fmt: skip
    return Way(go, lambda: each("published", PolicyDocument.objects.get(title="新文件"))())


def edit() -> Way:
    page = PolicyDocumentFactory()
    said = {"change_note": "延长期限", "significant": "on", "slug": f"edited-{page.pk}"}
    go = post("wagtailadmin_pages:edit", page.pk, **document_form(**said, **{"action-publish": "yes"}))
    return Way(go, each("updated", page), {"change_note": "延长期限", "significant": True})


def save_a_draft() -> Way:
    page = PolicyDocumentFactory()
    return Way(post("wagtailadmin_pages:edit", page.pk, **document_form(change_note="还没定")), nothing)


def unpublish() -> Way:
    page = PolicyDocumentFactory()
    return Way(post("wagtailadmin_pages:unpublish", page.pk, **WITHDRAWAL), each("withdrawn", page), WITHDRAWAL)


def restore_after_unpublish() -> Way:
    page = taken_down()
    return Way(bulk("publish", page), each("published", page), {"change_note": None})


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


def submit_for_review() -> Way:
    page = PolicyDocumentFactory()
    submitted = document_form(change_note="待审核", **{"action-submit": "yes"})
    return Way(post("wagtailadmin_pages:edit", page.pk, **submitted), nothing)


def workflow() -> Way:
    page = PolicyDocumentFactory()
    page.title, page.change_note = "审核之后", "经审核"
    page.save_revision()
    page.get_workflow().start(page, None)
    step = page.current_workflow_task_state
    approve = post("wagtailadmin_pages:workflow_action", page.pk, "approve", step.pk)
    return Way(approve, each("updated", page), {"change_note": "经审核"})


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
    go = post("wagtailadmin_pages:unpublish", page.pk, **WITHDRAWAL)
    return Way(go, each("withdrawn", page, other), WITHDRAWAL)


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
