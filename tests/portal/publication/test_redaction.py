"""What nobody should have read is taken out of the log for good; positions, types and paths stay."""

import json
from collections.abc import Callable

import pytest
from wagtail.models import PageViewRestriction

from portal.pages.verbs import publish_changes, withdraw
from portal.policies.models import PolicyDocument
from portal.publication import redaction
from portal.publication.models import PublicationEvent, PublishedItem, PublishedPath, PublishedVersion
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db
SECRET = "误发的内部文件"
STAYS = ("position", "type", "kind", "item_id", "version", "path", "time", "recorded_at")


def told_twice() -> PolicyDocument:
    page = PolicyDocumentFactory(title=SECRET, doc_number="苏府〔2026〕5号")
    page.title, page.summary = f"{SECRET}（修订）", SECRET
    publish_changes(page=page, note=f"关于{SECRET}")
    return page


def everything_kept() -> str:
    """All that the log keeps, as one text."""
    rows = [
        list(model.objects.values_list())
        for model in (PublicationEvent, PublishedItem, PublishedVersion, PublishedPath)
    ]
    return repr(rows) + "".join(PublicationEvent.objects.values_list("body", flat=True))


def in_error(page: PolicyDocument) -> None:
    withdraw(page=page, reason="issued_in_error", note="发错了")


def restricted(page: PolicyDocument) -> None:
    with transaction():
        PageViewRestriction.objects.create(page=page, restriction_type="login")


def directed(page: PolicyDocument) -> None:
    page.visibility = "directed"
    publish_changes(page=page)


@pytest.mark.parametrize(("take_back", "reason"), [
    (in_error, "issued_in_error"), (restricted, "not_public"), (directed, "not_public"),
])  # fmt: skip
def test_what_was_told_is_gone_and_its_place_stays(take_back: Callable[[PolicyDocument], None], reason: str) -> None:
    page, other = told_twice(), PolicyDocumentFactory(title="别的文件")
    kept = list(PublicationEvent.objects.order_by("position").values_list(*STAYS))
    take_back(page)

    assert SECRET not in everything_kept() and "苏府〔2026〕5号" not in everything_kept()
    assert list(PublicationEvent.objects.order_by("position").values_list(*STAYS))[:3] == kept
    first, second, untouched, tombstone = PublicationEvent.objects.order_by("position")
    for event, version in ((first, 1), (second, 2)):
        assert event.redacted and event.before is None and event.after is None
        assert event.data == {"id": str(page.permanent_id), "version": version, "deleted": True,
                              "reason": "redacted", "successor": None}  # fmt: skip
        assert json.loads(event.body)["sequence"] == f"{event.position:020d}"
    assert not untouched.redacted and untouched.data["object"]["title"] == other.title
    assert (tombstone.type, tombstone.data["reason"], tombstone.redacted) == ("policy.withdrawn", reason, False)
    assert tombstone.before is None


def test_withdrawal_for_another_reason_takes_nothing_back() -> None:
    page = told_twice()
    withdraw(page=page, reason="replaced")

    item = PublishedItem.objects.get()
    assert SECRET in item.title and item.facts and not PublicationEvent.objects.filter(redacted=True).exists()
    tombstone = PublicationEvent.objects.get(type="policy.withdrawn")
    assert tombstone.before == item.facts


def test_record_taken_down_before_may_be_taken_back_later() -> None:
    page = told_twice()
    withdraw(page=page, reason="replaced", note=f"见{SECRET}")
    withdraw(page=page, reason="issued_in_error")

    assert SECRET not in everything_kept()
    assert list(PublicationEvent.objects.order_by("position").values_list("type", flat=True))[2:] == [
        "policy.withdrawn", "policy.withdrawn",
    ]  # fmt: skip
    earlier = PublicationEvent.objects.get(position=3)
    assert earlier.redacted and earlier.data["reason"] == "replaced"
    withdraw(page=page, reason="not_public")
    assert PublicationEvent.objects.count() == 4, "taken back once is taken back"


def test_published_again_it_counts_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "BATCH", 1)
    page = told_twice()
    in_error(page)
    page.refresh_from_db()
    page.title = "更正后的文件"
    publish_changes(page=page)

    item = PublishedItem.objects.get()
    assert (item.live, item.version, item.title) == (True, 4, "更正后的文件")
    assert [row.detail is None for row in PublishedVersion.objects.order_by("n")] == [True, True, True, False]
    assert PublicationEvent.objects.get(position=4).data["object"]["title"] == "更正后的文件"


def test_run_again_it_finds_nothing() -> None:
    page = told_twice()
    in_error(page)
    PublicationEvent.objects.filter(type="policy.withdrawn").delete()

    assert redaction.redact(PublishedItem.objects.all()) == 0
