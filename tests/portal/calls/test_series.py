"""The next call of a series: a draft with last year's substance and none of its dates."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.calls.looking import remarks
from portal.calls.models import CallCopy
from portal.calls.naming import next_title, series_word
from portal.policies.models import ApplicationNotice
from portal.publication.models import PublishedItem
from portal.publication.transaction import transaction
from portal.taxonomy.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(office: Client, call: ApplicationNotice) -> ApplicationNotice:
    office.post(reverse("call_next", args=[call.pk]))
    return ApplicationNotice.objects.get(previous_notice=call)


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        ("关于组织申报2025年度项目的通知", 2025, "关于组织申报2026年度项目的通知"),
        ("2025年第2025号项目（2025年）", 2025, "2026年第2025号项目（2026年）"),
        ("关于2024年项目2025年兑现的通知", 2025, "关于2024年项目2026年兑现的通知"),
        ("关于申报项目的通知", None, "关于申报项目的通知"),
    ],
)
def test_title_moves_the_year_where_it_stands_before_its_word(title: str, year: int | None, expected: str) -> None:
    assert next_title(title, year) == expected


def test_series_word_is_the_same_in_every_year_and_batch() -> None:
    assert series_word("关于组织申报2025年度第一批高企认定的通知") == series_word("关于组织申报2026年高企认定的通知")


def test_draft_has_no_date_of_last_year(draft: ApplicationNotice, call: ApplicationNotice) -> None:
    windows = [window for item in draft.items.all() for window in item.windows.all()]

    assert not draft.live
    assert len(windows) == 2
    assert not any(window.is_dated or window.milestones for window in windows)
    assert (draft.doc_number, draft.published_on, draft.time_text) == ("", None, "")
    assert (draft.source_name, draft.source_url) == ("", "")
    assert draft.title == "关于组织申报2026年度高新技术企业认定的通知"
    assert (draft.programme_year, draft.batch) == (2026, "第一批")


def test_draft_keeps_substance_under_new_ids(draft: ApplicationNotice, call: ApplicationNotice) -> None:
    for name in ("items", "conditions", "materials"):
        new, old = list(getattr(draft, name).all()), list(getattr(call, name).all())
        assert len(new) == len(old) > 0
        assert {part.permanent_id for part in new}.isdisjoint(part.permanent_id for part in old)
    assert [item.scheme_id for item in draft.items.all()] == [item.scheme_id for item in call.items.all()]
    assert draft.roles.count() == draft.contacts.count() == 1
    assert draft.permanent_id != call.permanent_id


def test_latest_revision_says_what_the_draft_says(draft: ApplicationNotice) -> None:
    content = draft.get_latest_revision().content

    assert content["items"][0]["windows"][0]["closes_at"] is None
    assert content["title"] == draft.title


def test_series_stands_on_both_and_in_public(draft: ApplicationNotice, call: ApplicationNotice) -> None:
    call.refresh_from_db()

    assert draft.series == call.series == "申报高新技术企业认定的通知"
    assert PublishedItem.objects.get(pk=call.permanent_id).version == 2


def test_drafts_of_last_years_call_stay(office: Client, call: ApplicationNotice) -> None:
    call.summary = "somebody is writing this"
    with transaction():
        call.save_revision()

    office.post(reverse("call_next", args=[call.pk]))

    content = ApplicationNotice.objects.get(pk=call.pk).get_latest_revision().content
    assert content["summary"] == "somebody is writing this"
    assert content["series"] == "申报高新技术企业认定的通知"


def test_last_years_times_are_a_hint_in_the_editor(office: Client, draft: ApplicationNotice) -> None:
    page = office.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    closes = next(iter(CallCopy.objects.get(call=draft.permanent_id).windows.values()))["closes_at"]

    assert f'datetime="{closes[:16]}' in page
    assert "企业研发补助" in page


def test_list_of_what_to_look_at_grows_shorter(draft: ApplicationNotice) -> None:
    copy = CallCopy.objects.get(call=draft.permanent_id)
    before = {remark.anchor for remark in remarks(draft, copy)}
    draft.doc_number = "苏科高〔2026〕1号"

    assert {"doc_number", "items", "time_text", "published_on"} <= before
    assert "doc_number" not in {remark.anchor for remark in remarks(draft, copy)}


def test_second_click_opens_the_draft_there_is(
    office: Client, draft: ApplicationNotice, call: ApplicationNotice
) -> None:
    answer = office.post(reverse("call_next", args=[call.pk]))

    assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert ApplicationNotice.objects.filter(previous_notice=call).count() == 1


def test_colleague_of_another_department_makes_none(office: Client, call: ApplicationNotice) -> None:
    User.objects.get(username="clerk").memberships.update(organisation=Organisation.objects.create(name="苏州市财政局"))

    office.post(reverse("call_next", args=[call.pk]))

    assert not ApplicationNotice.objects.filter(previous_notice=call).exists()


def test_window_of_last_year_is_as_it_was(draft: ApplicationNotice, call: ApplicationNotice) -> None:
    assert all(
        window.closes_at and window.closes_at > timezone.now()
        for item in ApplicationNotice.objects.get(pk=call.pk).items.all()
        for window in item.windows.all()
    )
