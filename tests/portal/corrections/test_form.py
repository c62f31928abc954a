"""The reader's form: short, uncached, patient with people and quiet towards programs."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from portal.corrections import tickets
from portal.corrections.models import Correction, CorrectionContact, DroppedCorrections
from portal.jobs.models import Job
from portal.operations.requests import path_told
from portal.policies.models import ApplicationNotice
from tests.portal.corrections.conftest import PASSAGE

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]


def dropped() -> dict[str, int]:
    return dict(DroppedCorrections.objects.values_list("reason", "count"))


def test_item_page_leads_to_the_form_and_stays_free_of_cookies(client: Client, record: ApplicationNotice) -> None:
    answer = client.get(record.url)

    assert reverse("correction_new", args=[record.permanent_id]) in answer.content.decode()
    assert not answer.cookies


def test_form_has_its_own_uncached_page_that_csrf_works_on(record: ApplicationNotice) -> None:
    client = Client(enforce_csrf_checks=True)
    address = reverse("correction_new", args=[record.permanent_id])

    page = client.get(address)
    fields = dict(re.findall(r'name="(csrfmiddlewaretoken|ticket)" value="([^"]+)"', page.content.decode()))
    refused = client.post(address, {"problem": "other", "passage": "x"})
    taken = client.post(address, {"problem": "other", "passage": "有误", **fields})

    assert "no-store" in page["Cache-Control"]
    assert refused.status_code == 403
    assert taken.status_code == 200
    assert Correction.objects.count() == 1


def test_selected_passage_is_filled_in(client: Client, record: ApplicationNotice) -> None:
    address = reverse("correction_new", args=[record.permanent_id])

    page = client.get(address, {"passage": f"{PASSAGE}<b>\x00"}).content.decode()

    assert f"{PASSAGE}&lt;b&gt;</textarea>" in page


def test_correction_is_kept_with_its_contact_apart(send: Send, record: ApplicationNotice) -> None:
    answer = send(contact="１３８００００１１１１")
    correction = Correction.objects.get()

    assert (correction.item_id, correction.owner) == (record.permanent_id, record.record_owner)
    assert correction.passage == PASSAGE
    assert CorrectionContact.objects.get().contact == "13800001111"
    assert reverse("correction_receipt", args=[correction.receipt]) in answer.content.decode()
    assert Job.objects.get(kind="corrections.mail").arguments == {"correction": str(correction.pk)}


def test_same_form_sent_twice_is_one_correction(send: Send, record: ApplicationNotice) -> None:
    ticket = tickets.new_ticket(record.permanent_id)
    send(ticket=ticket)
    send(ticket=ticket)

    assert Correction.objects.count() == 1
    assert dropped() == {}


def test_same_form_with_other_words_is_another_one(send: Send, record: ApplicationNotice) -> None:
    ticket = tickets.new_ticket(record.permanent_id)
    send(ticket=ticket)
    send(ticket=ticket, proposal="应为满三年")

    assert Correction.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"website": "https://casino.example"}, "honeypot"),
        ({"passage": "见 http://a.example http://b.example http://c.example"}, "links"),
        ({"proposal": '<a href="https://x.example">buy</a>'}, "links"),
    ],
)
def test_spam_is_dropped_with_the_same_thanks(send: Send, fields: dict[str, str], reason: str) -> None:
    answer = send(**fields)

    assert answer.status_code == 200
    assert "/corrections/receipt/" in answer.content.decode()
    assert Correction.objects.count() == 0
    assert dropped() == {reason: 1}


def test_form_sent_at_once_is_dropped(send: Send, settings: LazySettings) -> None:
    settings.CORRECTIONS_LEAST_SECONDS = 3

    assert send().status_code == 200
    assert dropped() == {"too_fast": 1}


def test_text_sent_again_by_another_form_is_dropped(send: Send) -> None:
    send()
    send(passage=f" {PASSAGE} ", contact="")

    assert Correction.objects.count() == 1
    assert dropped() == {"repeated": 1}


def test_form_that_was_open_for_days_keeps_its_words(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    two_days_ago = time.time() - 2 * 24 * 3600
    with monkeypatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: two_days_ago)
        old = tickets.new_ticket(uuid.uuid4())
    answer = send(ticket=old)

    assert answer.status_code == 200
    assert PASSAGE in answer.content.decode()
    assert Correction.objects.count() == 0
    assert old not in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"passage": "长" * 2001},
        {"passage": "a\x00b"},
        {"problem": ""},
        {"problem": "nonsense"},
        {"passage": "", "proposal": ""},
        {"contact": "不是地址"},
        {"ticket": "x" * 600},
        {"ticket": ""},
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(send: Send, fields: dict[str, str]) -> None:
    answer = send(**{"proposal": "应为满两年"} | fields)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Correction.objects.count() == 0


@pytest.mark.parametrize("text", ["😀👍🏽" * 50, "ＡＢＣ　全角", "行一\r\n行二", "'; DROP TABLE --", "\ud7ff\ue000"])
def test_unusual_text_is_taken_as_it_is(send: Send, text: str) -> None:
    assert send(passage=text).status_code == 200
    assert Correction.objects.get().passage == text.strip()


def test_address_that_sends_too_often_is_asked_to_wait(send: Send, settings: LazySettings) -> None:
    settings.CORRECTIONS_RATE = (2, 600)
    codes = [send(proposal=f"第{number}处有误，应更正为其他内容").status_code for number in range(3)]

    assert codes == [200, 200, 429]
    assert Correction.objects.count() == 2


def test_proxys_header_is_no_way_around_the_limit(
    client: Client, record: ApplicationNotice, settings: LazySettings
) -> None:
    settings.CORRECTIONS_RATE = (1, 600)
    address = reverse("correction_new", args=[record.permanent_id])
    codes = [
        client.post(address, {"problem": "other"}, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}").status_code
        for number in range(2)
    ]

    assert codes == [200, 429]


def test_record_that_is_not_public_has_no_form(client: Client, record: ApplicationNotice) -> None:
    assert client.get(reverse("correction_new", args=[uuid.uuid4()])).status_code == 404


def test_receipts_are_not_written_into_the_log() -> None:
    match = resolve("/corrections/receipt/a-secret-that-opens-it/")
    request = RequestFactory().get("/corrections/receipt/a-secret-that-opens-it/")
    request.resolver_match = match

    assert path_told(request) == "/corrections/receipt/…/"
