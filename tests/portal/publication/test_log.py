"""The log's core: what each verb writes, that nothing is public without it, that positions are gapless."""

import pytest
from django.db import DatabaseError
from wagtail.models import PageViewRestriction

from portal.pages.verbs import publish_changes, withdraw
from portal.policies.models import PolicyDocument
from portal.publication import flush as flush_module
from portal.publication.buffer import NotInTransaction
from portal.publication.models import LogHead, PublicationEvent, PublishedFacet, PublishedItem, PublishedVersion
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db


def types() -> list[str]:
    return list(PublicationEvent.objects.order_by("position").values_list("type", flat=True))


def item_of(page: PolicyDocument) -> PublishedItem:
    return PublishedItem.objects.get(id=page.permanent_id)


def test_publish_new_writes_event_version_and_item() -> None:
    page = PolicyDocumentFactory(doc_number="苏府〔2026〕5号")

    event = PublicationEvent.objects.get()
    assert (event.type, event.kind, event.item_id, event.version) == (
        "policy.published",
        "policies",
        page.permanent_id,
        1,
    )
    assert event.data["object"]["title"] == page.title
    assert "validity_facts" not in event.data["object"]
    assert event.data["object"]["status"] == "none"
    assert item_of(page).number and item_of(page).path == f"/policies/{page.slug}/"
    assert PublishedVersion.objects.get().detail["doc_number"] == "苏府〔2026〕5号"


def test_publish_changes_writes_the_difference() -> None:
    page = PolicyDocumentFactory(title="旧标题")
    page.title = "新标题"
    publish_changes(page=page, note="更正标题", significant=True)

    event = PublicationEvent.objects.get(type="policy.updated")
    assert event.data["changed"] == [{"field": "title", "old": "旧标题", "new": "新标题"}]
    assert (event.version, event.change_note, event.significant) == (2, "更正标题", True)


def test_publishing_without_a_change_writes_nothing() -> None:
    page = PolicyDocumentFactory()
    publish_changes(page=page)

    assert types() == ["policy.published"]


def test_withdraw_leaves_a_tombstone_and_no_facets() -> None:
    page = PolicyDocumentFactory(document_class="notice")
    assert PublishedFacet.objects.filter(item_id=page.permanent_id).exists()
    withdraw(page=page, reason="replaced")

    item = item_of(page)
    assert (item.live, item.reason, item.version) == (False, "replaced", 2)
    assert not PublishedFacet.objects.filter(item_id=page.permanent_id).exists()
    assert types()[-1] == "policy.withdrawn"
    assert not PolicyDocument.objects.get(pk=page.pk).live


def test_withdraw_as_not_public_nulls_the_title() -> None:
    page = PolicyDocumentFactory()
    withdraw(page=page, reason="not_public")

    assert item_of(page).title == "" and item_of(page).listing == {}


def test_republishing_the_same_id_makes_it_live_again() -> None:
    page = PolicyDocumentFactory()
    withdraw(page=page, reason="unspecified")
    page.refresh_from_db()
    publish_changes(page=page)

    assert item_of(page).live and item_of(page).version == 3
    assert types() == ["policy.published", "policy.withdrawn", "policy.published"]


def test_delete_writes_a_tombstone() -> None:
    page = PolicyDocumentFactory()
    with transaction():
        page.delete()

    assert types() == ["policy.published", "policy.withdrawn"]
    assert item_of(page).reason == "unspecified"


def test_move_of_the_parent_moves_every_record_below() -> None:
    first, second = PolicyDocumentFactory(), PolicyDocumentFactory()
    listing = first.get_parent()
    with transaction():
        listing.slug = "documents"
        listing.save_revision().publish()

    assert types()[2:] == ["policy.moved", "policy.moved"]
    event = PublicationEvent.objects.filter(item_id=second.permanent_id).last()
    assert (event.previous_path, event.path) == (f"/policies/{second.slug}/", f"/documents/{second.slug}/")


def test_restriction_withdraws_and_its_removal_publishes_again() -> None:
    page = PolicyDocumentFactory()
    with transaction():
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert item_of(page).reason == "not_public"
    with transaction():
        restriction.delete()

    assert types() == ["policy.published", "policy.withdrawn", "policy.published"]


def test_what_is_not_public_never_enters_the_log() -> None:
    PolicyDocumentFactory(title="内部掌握", visibility="internal")

    assert types() == [] and not PublishedItem.objects.exists()


def test_publishing_outside_a_transaction_raises() -> None:
    page = PolicyDocumentFactory()
    revision = page.save_revision()

    with pytest.raises(NotInTransaction):
        revision.publish()


def test_failing_log_write_leaves_the_page_unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PolicyDocumentFactory.build(title="写日志失败")
    parent = PolicyDocumentFactory().get_parent()

    def fail(*args: object) -> None:
        raise DatabaseError("the log is full")

    monkeypatch.setattr(flush_module, "take_positions", fail)
    with pytest.raises(DatabaseError), transaction():
        parent.add_child(instance=page)
        page.save_revision().publish()

    assert not PolicyDocument.objects.filter(title="写日志失败").exists()
    assert types() == ["policy.published"]


def test_inner_block_rolls_back_alone() -> None:
    with transaction():
        PolicyDocumentFactory(title="留下")
        with pytest.raises(ZeroDivisionError), transaction():
            PolicyDocumentFactory(title="退回")
            raise ZeroDivisionError

    assert list(PublishedItem.objects.values_list("title", flat=True)) == ["留下"]
    assert LogHead.objects.get().position == 1


def test_positions_are_gapless() -> None:
    pages = [PolicyDocumentFactory() for _ in range(5)]
    with transaction():
        for page in pages:
            page.title += "（修订）"
            publish_changes(page=page)

    positions = list(PublicationEvent.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 11)) and LogHead.objects.get().position == 10
