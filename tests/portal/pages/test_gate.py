"""What a record lacks before it is published, by kind; who may publish what is incomplete."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from portal.activities.models import Activity
from portal.disclosures.models import Disclosure, DisclosureEntry, DisclosureWindow
from portal.disclosures.private_numbers import private_numbers
from portal.guides.models import ServiceGuide
from portal.pages.gate import FORCED_ACTION, WAIVED_ACTION, GateRefused, forced, missing, waived
from portal.pages.history import SCHEDULE_REFUSED_ACTION
from portal.pages.verbs import publish_new, record_happening, withdraw
from portal.policies.models import (
    CallItem,
    CallWindow,
    Compilation,
    Interpretation,
    InterpretationSubject,
    PolicyProduct,
    Scheme,
    SchemeBasis,
)
from portal.publication.models import PublishedItem
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.portal.review.calls import CLOSES, as_draft, complete_call, complete_document, owner, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def enforced(settings: Any) -> None:
    settings.PUBLICATION_GATE = "enforced"


def fields(page: Page) -> list[str]:
    return [row.field for row in missing(page)]


def publish(page: Page, user: Any = None) -> None:
    with transaction():
        Page.objects.get(pk=page.pk).get_latest_revision().publish(user=user)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"conditions_text": " "}, "conditions"),
        ({"items": []}, "items"),
        ({"items": [CallItem(name="甲", windows=[])]}, "items"),
        ({"items": [CallItem(name="甲", windows=[CallWindow(opens_at=CLOSES)])]}, "items"),
        ({"method": ""}, "method"),
        ({"materials": []}, "materials"),
        ({"roles": []}, "roles"),
        ({"contacts": [], "roles": []}, "contacts"),
        ({"visibility": ""}, "visibility"),
        ({"record_owner": None}, "record_owner"),
    ],
)
def test_call_lacks(given: dict[str, Any], field: str) -> None:
    assert field in fields(complete_call(**given))


def test_complete_call_lacks_nothing_before_and_after_it_is_kept() -> None:
    assert fields(complete_call()) == []
    page = as_draft(complete_call())
    assert missing(page.get_latest_revision_as_object()) == []


def test_call_for_which_nobody_applies_needs_other_things() -> None:
    automatic = [CallItem(name="甲", mode="automatic", windows=[])]
    page = complete_call(items=automatic, conditions_text="", method="", materials=[], roles=[])

    assert fields(page) == ["data_basis", "list_publicity", "fulfilment_value"]


def test_call_in_which_some_items_are_automatic_still_says_how_one_applies() -> None:
    items = [CallItem(name="甲", mode="automatic"), CallItem(name="乙", windows=[CallWindow(text="每年八月")])]

    assert fields(complete_call(items=items, method="")) == ["method"]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: complete_document(), []),
        (lambda: complete_document(roles=[], issued_on=None, body=[]), ["roles", "issued_on", "body"]),
        (lambda: Scheme(record_owner=owner(), bases=[SchemeBasis(printed_title="甲")]), ["bases", "roles"]),
        (lambda: Scheme(record_owner=owner(), no_roles_reason="文件未写明"), ["bases"]),
        (lambda: PolicyProduct(record_owner=owner()), ["members"]),
        (lambda: Compilation(record_owner=owner()), ["entries"]),
        (lambda: Interpretation(record_owner=owner(), form="graphic"), ["subjects", "graphic"]),
        (
            lambda: Interpretation(record_owner=owner(), form="graphic", media_url="https://e.org/1.png"),
            ["subjects", "text_alternative"],
        ),
        (
            lambda: Interpretation(record_owner=owner(), form="video", media_url="https://e.org/1.mp4"),
            ["subjects", "text_alternative"],
        ),
        (lambda: Interpretation(record_owner=owner(), form="qa"), ["subjects", "questions"]),
        (
            lambda: Interpretation(
                record_owner=owner(), form="qa", subjects=[InterpretationSubject(product_id=1)],
            ),
            ["questions"],
        ),
        (lambda: ServiceGuide(record_owner=owner()), ["roles", "steps"]),
        (lambda: Activity(record_owner=owner()), ["starts_at", "place", "roles"]),
        (
            lambda: Disclosure(record_owner=owner(), disclosure_type="proposed_result"),
            ["windows", "objection_channel"],
        ),
        (
            lambda: Disclosure(
                record_owner=owner(), disclosure_type="proposed_result", objection_channel="书面向科技局提出",
                windows=[DisclosureWindow(purpose="object", closes_at=CLOSES)],
            ),
            [],
        ),
        (lambda: Disclosure(record_owner=owner()), ["disclosure_type"]),
    ],
)  # fmt: skip
def test_other_kinds_lack(make: Callable[[], Page], expected: list[str]) -> None:
    assert fields(make()) == expected


def test_list_with_numbers_of_persons_is_named_row_by_row() -> None:
    entries = [DisclosureEntry(name_as_printed="张某", note="身份证11010519491231002X")]
    entries += [DisclosureEntry(name_as_printed="李某", note="138****5678") for _ in range(2)]
    page = Disclosure(record_owner=owner(), disclosure_type="final_result", entries=entries, summary="电话 13800138000")

    found = missing(page)

    assert [row.field for row in found] == ["summary", "entries"]
    assert "110***" in found[1].text and "11010519491231002X" not in found[1].text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("11010519491231002X", 1),
        ("110105 19491231 002X", 1),
        ("１１０１０５１９４９１２３１００２Ｘ", 1),
        ("110105194912310021", 0),
        ("110105199902300026", 0),
        ("91320594MA1MX51K2T", 0),
        ("13800138000", 1),
        ("+86 138-0013-8000", 1),
        ("138 0013 8000、139 0013 9000", 2),
        ("138****8000", 0),
        ("GR202232001234", 0),
        ("12800138000", 0),
        ("0512-65241125", 0),
        ("20231380013800012", 0),
    ],
)
def test_numbers_of_persons(text: str, count: int) -> None:
    assert len(private_numbers(text)) == count


def test_advisory_gate_refuses_nothing() -> None:
    page = PolicyDocumentFactory()

    assert missing(page) and page.live


@pytest.mark.usefixtures("enforced")
class TestEnforced:
    def test_revision_published_by_a_program_is_refused_and_nothing_is_public(self) -> None:
        page = as_draft(complete_document(body=[]))

        with pytest.raises(GateRefused) as refused:
            publish(page)

        assert [row.field for row in refused.value.missing] == ["body"]
        page.refresh_from_db()
        assert not page.live and not PublishedItem.objects.exists()

    def test_complete_record_is_published(self) -> None:
        page = as_draft(complete_document())
        publish(page)
        page.refresh_from_db()
        assert page.live

    def test_page_that_is_added_live_is_refused(self) -> None:
        with pytest.raises(GateRefused):
            PolicyDocumentFactory()

        assert not PublishedItem.objects.exists()

    def test_program_with_a_waiver_publishes_and_the_sites_history_says_so_once(self) -> None:
        with waived("导入"), waived("其中一步"):
            PolicyDocumentFactory.create_batch(2)

        entry = PageLogEntry.objects.get(action=WAIVED_ACTION)
        assert entry.data == {"reason": "导入"}
        assert entry.page.is_root() and "导入" in entry.comment

    def test_waiver_under_which_nothing_was_published_leaves_nothing(self) -> None:
        with pytest.raises(OSError, match="gone"), waived("导入"):
            raise OSError("the file is gone")

        assert not PageLogEntry.objects.filter(action=WAIVED_ACTION).exists()

    def test_record_that_lacks_much_still_gets_happenings_and_is_withdrawn(self) -> None:
        window = CallWindow(closes_at=CLOSES)
        with waived("导入"):
            page = ApplicationNoticeFactory(items=[CallItem(name="甲", windows=[window])])

        record_happening(page=page, window_id=window.permanent_id, kind="closed_early", reason="额度用完")
        withdraw(page=page, reason="retention_over")

        assert not PublishedItem.objects.get(pk=page.permanent_id).live

    def test_scheduling_a_live_page_is_refused_at_once(self) -> None:
        with waived("导入"):
            page = PolicyDocumentFactory()
        page.go_live_at = timezone.now() + dt.timedelta(days=1)
        revision = page.save_revision()

        with pytest.raises(GateRefused), transaction():
            revision.publish()

        assert not Revision.objects.exclude(approved_go_live_at=None).exists()

    def test_scheduled_draft_that_no_longer_passes_stays_away_and_is_told(self, capsys: Any) -> None:
        page = as_draft(complete_document(body=[], go_live_at=timezone.now() - dt.timedelta(minutes=1)))
        past = timezone.now() - dt.timedelta(minutes=1)
        Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=past)

        with pytest.raises(CommandError):
            call_command("publish_scheduled")
        call_command("publish_scheduled")

        page.refresh_from_db()
        assert not page.live
        entry = PageLogEntry.objects.get(action=SCHEDULE_REFUSED_ACTION)
        assert entry.page_id == page.pk and entry.data["missing"]

    def test_forced_schedule_is_kept_at_its_time(self) -> None:
        page = as_draft(complete_document(body=[], go_live_at=timezone.now() + dt.timedelta(hours=1)))
        with forced("领导要求先发布", person("lead", forcing=True)), transaction():
            page.get_latest_revision().publish()
        past = timezone.now() - dt.timedelta(minutes=1)
        content = {**page.latest_revision.content, "go_live_at": past.isoformat()}
        Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=past, content=content)

        call_command("publish_scheduled")

        page.refresh_from_db()
        assert page.live

    def test_who_may_answers_for_what_is_missing_in_the_history(self) -> None:
        page, lead = as_draft(complete_document(body=[])), person("lead", forcing=True)

        with forced("领导要求先发布", lead):
            publish(page)

        entry = PageLogEntry.objects.get(action=FORCED_ACTION)
        assert (entry.page_id, entry.user_id, entry.data["reason"]) == (page.pk, lead.pk, "领导要求先发布")
        assert "领导要求先发布" in entry.comment

    def test_who_may_not_cannot_force(self) -> None:
        with pytest.raises(PermissionDenied), forced("我要发布", person("clerk")):
            pytest.fail("entered")

    def test_copy_of_an_alias_needs_nothing_new(self) -> None:
        with waived("导入"):
            page = PolicyDocumentFactory()
        with transaction():
            page.create_alias(parent=page.get_parent(), update_slug="again")

        assert PublishedItem.objects.filter(live=True).count() == 2


@pytest.mark.usefixtures("enforced")
class TestSecondPerson:
    def test_author_cannot_publish_a_call_another_can(self) -> None:
        author, other = person("author"), person("other")
        page = as_draft(complete_call(), author)

        with pytest.raises(GateRefused):
            publish(page, author)
        publish(page, other)

        page.refresh_from_db()
        assert page.live

    def test_superuser_is_a_person_too(self) -> None:
        author = person("root")
        author.is_superuser = True
        author.save()
        page = as_draft(complete_call(), author)

        with pytest.raises(GateRefused):
            publish(page, author)

    def test_revision_that_changes_nothing_makes_nobody_an_author(self) -> None:
        author, other = person("author"), person("other")
        page = as_draft(complete_call(), author)
        again = page.get_latest_revision_as_object()
        again.save_revision(user=other)

        publish(page, other)

        page.refresh_from_db()
        assert page.live

    def test_who_corrects_a_word_becomes_the_author(self) -> None:
        author, other = person("author"), person("other")
        page = as_draft(complete_call(), author)
        changed = page.get_latest_revision_as_object()
        changed.method = "登录平台填报，逾期不再受理"
        changed.save_revision(user=other)

        with pytest.raises(GateRefused):
            publish(page, other)
        publish(page, author)

        page.refresh_from_db()
        assert page.live

    def test_author_cannot_schedule_what_another_may_and_the_clock_then_publishes(self) -> None:
        author, other = person("author"), person("other")
        page = as_draft(complete_call(go_live_at=timezone.now() + dt.timedelta(hours=1)), author)
        with pytest.raises(GateRefused):
            publish(page, author)
        publish(page, other)
        past = timezone.now() - dt.timedelta(minutes=1)
        content = {**page.latest_revision.content, "go_live_at": past.isoformat()}
        Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=past, content=content)

        call_command("publish_scheduled")

        page.refresh_from_db()
        assert page.live

    def test_program_without_a_name_publishes_no_call_of_a_person(self) -> None:
        page = as_draft(complete_call(), person("author"))

        with pytest.raises(GateRefused):
            publish(page)

    def test_call_that_is_live_from_the_first_moment_is_refused(self) -> None:
        page = as_draft(complete_call())
        with pytest.raises(GateRefused):
            publish_new(parent=page.get_parent(), page=complete_call(title="另一个"), user=person("author"))

    def test_other_kinds_need_one_person_only(self) -> None:
        author = person("author")
        page = as_draft(complete_document(), author)
        publish(page, author)
        page.refresh_from_db()
        assert page.live
