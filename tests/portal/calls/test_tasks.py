"""What waits: deadlines without a next call, times to be confirmed, calls and publicity without a result."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from portal.accounts.models import User
from portal.calls.tasks import closing, publicity_over, tasks, unconfirmed, without_result
from portal.disclosures.models import DisclosureWindow
from portal.pages.verbs import record_happening
from portal.policies.models import ApplicationNotice, CallItem, CallWindow
from portal.taxonomy.models import Organisation
from tests.factories.disclosures import DisclosureFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.portal.calls.conftest import DAY, window

pytestmark = pytest.mark.django_db


def a_call(department: Organisation, one: CallWindow, **given: object) -> ApplicationNotice:
    items = [CallItem(name="项目", windows=[one])]
    return ApplicationNoticeFactory(record_owner=department, items=items, **given)


def test_deadline_within_a_week_waits_until_there_is_a_next_call(department: Organisation) -> None:
    soon = a_call(department, window(closes=3))
    a_call(department, window(closes=30))
    assert [page for page, _ in closing(timezone.now())] == [soon]

    a_call(department, window(opens=300, closes=330), previous_notice=soon)
    assert not list(closing(timezone.now()))


def test_copied_call_waits_for_its_times(office: Client, call: ApplicationNotice) -> None:
    office.post(reverse("call_next", args=[call.pk]))
    draft = ApplicationNotice.objects.get(previous_notice=call)
    assert [page for page, _ in unconfirmed(timezone.now())] == [draft]

    opens = timezone.now()
    CallWindow.objects.filter(item__page=draft).update(opens_at=opens, closes_at=opens + DAY)
    assert not list(unconfirmed(timezone.now()))


def test_closed_call_waits_for_its_result(department: Organisation) -> None:
    over = a_call(department, window(closes=-2))
    a_call(department, window(opens=-800, closes=-700))
    assert [page for page, _ in without_result(timezone.now())] == [over]

    DisclosureFactory(about_notice=over, disclosure_type="proposed_result")
    assert not list(without_result(timezone.now()))


def test_publicity_waits_for_the_final_result(department: Organisation) -> None:
    over = a_call(department, window(closes=-30))
    now = timezone.now()
    period = DisclosureWindow(purpose="object", opens_at=now - 9 * DAY, closes_at=now - DAY)
    shown = DisclosureFactory(about_notice=over, disclosure_type="proposed_result", windows=[period])
    assert [page for page, _ in publicity_over(timezone.now())] == [shown]

    DisclosureFactory(about_notice=over, disclosure_type="final_result")
    assert not list(publicity_over(timezone.now()))


def test_tasks_are_the_departments_own(department: Organisation, clerk: User) -> None:
    mine = a_call(department, window(closes=3))
    a_call(Organisation.objects.create(name="苏州市财政局"), window(closes=3))

    found = tasks(clerk)

    assert [task.title for task in found] == [mine.title]
    assert found[0].url == reverse("call_windows", args=[mine.pk])
    assert found[0].due == (timezone.localtime(timezone.now()) + 3 * DAY).date()


def test_many_records_cost_few_queries(
    department: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        a_call(department, window(closes=3))

    with django_assert_max_num_queries(4):
        assert len(list(closing(timezone.now()))) == 4


def test_buttons_stand_in_editor_and_explorer(office: Client, call: ApplicationNotice) -> None:
    explorer = reverse("wagtailadmin_explore", args=[call.get_parent().pk])
    for screen in (reverse("wagtailadmin_pages:edit", args=[call.pk]), explorer):
        page = office.get(screen).content.decode()
        assert reverse("call_windows", args=[call.pk]) in page
        assert reverse("call_next", args=[call.pk]) in page


def test_what_is_recorded_for_later_is_told_before_it_holds(call: ApplicationNotice, client: Client) -> None:
    item = call.items.first()
    later = timezone.now() + 2 * DAY
    record_happening(
        page=call, window_id=item.windows.first().permanent_id, kind="closed_early", at=later, reason="资金用完"
    )

    page = client.get(call.url).content.decode()

    assert page.count("资金用完") == 2
