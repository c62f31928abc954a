"""What becomes of a correction: its department answers, the sender and, if it is shown, everybody can read that."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from portal.accounts.models import Membership, User
from portal.corrections import jobs
from portal.corrections.models import Correction, CorrectionContact, DepartmentMailbox
from portal.corrections.passages import find
from portal.corrections.tasks import tasks
from portal.jobs.models import Job
from portal.jobs.worker import drain
from portal.pages.verbs import publish_changes, withdraw
from portal.policies.models import ApplicationNotice
from portal.taxonomy.models import Organisation, Region
from tests.portal.corrections.conftest import PASSAGE

pytestmark = pytest.mark.django_db
ANSWER = "已核实，条件改为满两年。"


@pytest.fixture
def correction(send: Callable[..., Any]) -> Correction:
    send(contact="someone@example.org")
    return Correction.objects.get()


@pytest.fixture
def office(clerk: User) -> Client:
    client = Client()
    client.force_login(clerk)
    return client


def answered(office: Client, correction: Correction, **fields: Any) -> Any:
    address = reverse("correction_staff", args=[correction.pk])
    seen = Correction.objects.get(pk=correction.pk).changed_at.isoformat()
    given = {"state": "answered", "answer": ANSWER, "answer_shown": "on", "seen": seen}
    return office.post(address, {name: value for name, value in (given | fields).items() if value is not None})


def test_department_sees_the_passage_in_its_text(office: Client, correction: Correction) -> None:
    page = office.get(reverse("correction_staff", args=[correction.pk])).content.decode()

    assert f"<mark>{PASSAGE}</mark>" in page
    assert "someone@example.org" in page
    assert correction.item_title in office.get(reverse("corrections_staff")).content.decode()


def test_passage_is_found_across_line_ends_and_in_the_version_the_reader_saw(record: ApplicationNotice) -> None:
    assert find(record.permanent_id, "一、注册满一年", 1).words == "一、\n注册满一年"  # type: ignore[union-attr]

    record.conditions_text = "注册满两年"
    publish_changes(page=record)

    assert find(record.permanent_id, PASSAGE, 1).version == 1  # type: ignore[union-attr]
    assert find(record.permanent_id, "并无此句", 1) is None


def test_other_department_sees_nothing(correction: Correction, clerk: User, office: Client) -> None:
    clerk.memberships.update(organisation=Organisation.objects.create(name="苏州市财政局"))

    listing = office.get(reverse("corrections_staff")).content.decode()
    answer = answered(office, correction)

    assert correction.item_title not in listing
    assert answer.status_code in (302, 403)
    assert Correction.objects.get().answer == ""
    assert tasks(clerk) == []


@pytest.mark.parametrize("limits", [{"role": "viewer"}, {"valid_to": dt.date(2020, 1, 1)}, {"region": "320100"}])
def test_membership_must_cover_it(correction: Correction, clerk: User, office: Client, limits: dict[str, Any]) -> None:
    if "region" in limits:
        limits = {"region": Region.objects.get(code=limits["region"])}
    Membership.objects.filter(user=clerk).update(**limits)

    assert correction.item_title not in office.get(reverse("corrections_staff")).content.decode()
    answered(office, correction)
    assert Correction.objects.get().answer == ""


def test_answer_that_is_shown_stands_on_the_records_page_and_its_own(
    office: Client, correction: Correction, record: ApplicationNotice, client: Client
) -> None:
    answered(office, correction)
    own = reverse("correction_answer", args=[correction.pk])

    for address in (record.url, own, reverse("correction_answers"), f"/en{own}"):
        page = client.get(address).content.decode()
        assert ANSWER in page
        assert "someone@example.org" not in page
        assert "应为满两年" not in page
    assert own in client.get(record.url).content.decode()


def test_answer_that_is_not_shown_is_the_senders_alone(
    office: Client, correction: Correction, record: ApplicationNotice, client: Client
) -> None:
    answered(office, correction, answer_shown=None)

    assert ANSWER in client.get(reverse("correction_receipt", args=[correction.receipt])).content.decode()
    assert ANSWER not in client.get(record.url).content.decode()
    assert client.get(reverse("correction_answer", args=[correction.pk])).status_code == 404
    assert ANSWER not in client.get(reverse("correction_answers")).content.decode()


def test_answer_about_a_withdrawn_record_is_not_shown(
    office: Client, correction: Correction, record: ApplicationNotice, client: Client
) -> None:
    answered(office, correction)
    withdraw(page=record, reason="not_public")

    assert client.get(reverse("correction_answer", args=[correction.pk])).status_code == 404
    assert ANSWER not in client.get(reverse("correction_answers")).content.decode()


def test_receipt_cannot_be_guessed(client: Client, correction: Correction) -> None:
    assert len(correction.receipt) >= 43
    for guess in (str(correction.pk), correction.number, correction.receipt[:-1], "%00", "x" * 500):
        assert client.get(f"/corrections/receipt/{guess}/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "state"),
    [({"answer": ""}, "new"), ({"state": "in_hand"}, "new"), ({"seen": "earlier"}, "new"), ({"state": "x"}, "new")],
)
def test_answer_that_makes_no_sense_is_not_saved(
    office: Client, correction: Correction, fields: dict[str, str], state: str
) -> None:
    answer = answered(office, correction, **fields)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Correction.objects.get().state == state


def test_answer_is_audited(office: Client, correction: Correction, clerk: User) -> None:
    answered(office, correction)
    entry = ModelLogEntry.objects.for_instance(correction).get()

    assert (entry.user, entry.data["state"], entry.data["shown"]) == (clerk, "answered", True)


def test_task_waits_until_it_is_answered(office: Client, correction: Correction, clerk: User) -> None:
    assert [task.title for task in tasks(clerk)] == [correction.item_title]

    answered(office, correction)

    assert tasks(clerk) == []


def test_mail_goes_to_the_nearest_mailbox_and_names_nobody(correction: Correction, department: Organisation) -> None:
    above = Organisation.objects.create(name="苏州市人民政府")
    Organisation.objects.filter(pk=department.pk).update(parent=above)
    DepartmentMailbox.objects.create(organisation=above, email="Office@Example.org")

    assert jobs.mail(None, str(correction.pk)) == {"sent": 1}
    assert mail.outbox[0].to == ["office@example.org"]
    assert "someone@example.org" not in mail.outbox[0].body
    assert reverse("correction_staff", args=[correction.pk]) in mail.outbox[0].body


def test_department_without_mailbox_gets_none(correction: Correction) -> None:
    assert jobs.mail(None, str(correction.pk)) == {"sent": 0}
    assert mail.outbox == []


def test_contact_is_forgotten_in_time_and_the_correction_stays(correction: Correction) -> None:
    jobs.schedule(timezone.now())
    assert not Job.objects.filter(kind="corrections.forget").exists()

    CorrectionContact.objects.update(created_at=timezone.now() - dt.timedelta(days=91))
    jobs.schedule(timezone.now())
    drain()

    assert not CorrectionContact.objects.exists()
    assert Correction.objects.exists()
