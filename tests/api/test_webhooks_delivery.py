"""What the worker sends: the feed's bytes, signed, in order, again when it must."""

import base64
import datetime as dt
import json
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from api.changes.filters import ChangeFilter
from api.changes.reader import read
from api.positions import latest
from api.webhooks import following, outcomes
from api.webhooks.keeping import keep_house, prune
from api.webhooks.messages import of_event, send
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.schedule import retry_after
from portal.outgoing import Answer
from portal.publication.models import LogHead
from tests.api.receiver import Receiver, agreeing
from tests.api.webhook_owner import Owner, due, feed, types, work
from tests.search.records import publish

pytestmark = pytest.mark.django_db
MARK = b"WHAT-THE-RECEIVER-SAID"


def test_events_are_the_feeds_bytes_signed_and_in_order(owner: Owner, receiver: Receiver) -> None:
    publish()
    made = owner.endpoint(f"{receiver.url}/x")
    after = latest()
    publish()
    publish()

    work(made)

    wanted = feed(owner, after)
    assert [hit.json for hit in receiver.events] == wanted and len(wanted) == 2
    raw = owner.client.get("/api/v1/changes", {"after": after}).content
    for hit, event in zip(receiver.events, wanted, strict=True):
        Webhook(made["secret"]).verify(hit.body, hit.headers)
        assert hit.body in raw
        assert hit.headers["webhook-id"] == event["id"]
        assert hit.headers["content-type"] == "application/cloudevents+json"
        assert abs(int(hit.headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    with pytest.raises(WebhookVerificationError):
        Webhook(base64.b64encode(b"another")).verify(receiver.events[0].body, receiver.events[0].headers)


def test_pending_endpoint_gets_nothing(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x", verified=False)
    publish()

    work(made)

    assert receiver.hits == []


def test_types_and_filter_decide_what_is_sent_left_filter_too(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x", event_types=["policy.published"], filter="level=city")
    item = publish(level="city")
    publish(level="province")
    publish(id=item.pk, level="province")

    found = work(made)

    assert types(receiver) == ["policy.published", "policy.updated"]
    assert receiver.events[1].json["data"]["reason"] == "left_filter"
    assert owner.get(f"/{made['id']}")["waiting"] == 0 and found.position


def test_failure_waits_and_the_next_attempt_has_the_same_id(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    publish()
    receiver.refuse(500, body=MARK)
    begun = timezone.now()

    failed = work(made)
    waiting = owner.get(f"/{made['id']}/deliveries")["data"]
    receiver.answer = agreeing
    due(made)
    work(made)

    assert failed.failures == 1 and failed.next_attempt_at
    assert 5 <= (failed.next_attempt_at - begun).total_seconds() < 10
    assert [row["state"] for row in waiting] == ["waiting"]
    ids = [hit.headers["webhook-id"] for hit in receiver.events]
    assert ids[0] == ids[1] != ids[2] and len(ids) == 3
    newest, first = owner.get(f"/{made['id']}/deliveries")["data"]
    assert [row["status_code"] for row in first["attempts"]] == [500, 200]
    assert [row["error"] for row in first["attempts"]] == ["http_status", None]
    assert first["state"] == newest["state"] == "delivered" and first["event_id"] == ids[0]
    shown = json.dumps([first, newest, owner.get(f"/{made['id']}")]) + json.dumps(
        list(Delivery.objects.values()), default=str
    )
    assert MARK.decode() not in shown


def test_redirect_is_a_failure_and_not_followed(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    receiver.refuse(302, headers={"location": f"{receiver.url}/trap"})

    found = work(made)

    assert (found.failures, found.last_error) == (1, "http_status")
    assert {hit.path for hit in receiver.hits} == {"/x"}


def test_gone_switches_off_at_once_and_the_owner_is_told(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    receiver.refuse(410)

    work(made)
    keep_house()
    keep_house()

    found = owner.get(f"/{made['id']}")
    assert (found["status"], found["reason"]) == ("disabled", "gone")
    assert [message.to for message in mail.outbox] == [["owner@example.org"]]
    assert made["id"] in mail.outbox[0].body


def test_after_the_last_attempt_it_is_switched_off_and_can_be_resumed(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    receiver.refuse(500)

    states = []
    for _ in range(10):
        due(made)
        states.append(work(made).status)
    work(made)

    assert states == ["active"] * 9 + ["disabled"] and len(receiver.events) == 10
    assert owner.get(f"/{made['id']}")["reason"] == "attempts_exhausted"
    receiver.answer = agreeing
    assert owner.send("POST", f"/{made['id']}/resume")["status"] == "active"
    work(made)
    assert len({hit.headers["webhook-id"] for hit in receiver.events}) == 1 and len(receiver.events) == 11


@pytest.mark.parametrize(
    ("said", "least", "most"), [("7", 7, 8), ("1", 1, 2), ("999999999", 86_400, 100_000), ("soon", 5, 6)]
)
def test_retry_after_is_obeyed(owner: Owner, receiver: Receiver, said: str, least: int, most: int) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    receiver.refuse(503, headers={"retry-after": said})

    found = work(made)

    assert found.next_attempt_at and found.last_attempt_at
    assert least <= (found.next_attempt_at - found.last_attempt_at).total_seconds() <= most


def test_rotation_signs_with_both_until_the_grace_is_over(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    new = owner.send("POST", f"/{made['id']}/rotate-secret", {"grace_seconds": 60})["secret"]
    owner.send("POST", f"/{made['id']}/test")
    Endpoint.objects.update(previous_until=timezone.now() - dt.timedelta(seconds=1))
    owner.send("POST", f"/{made['id']}/test")

    during, after = receiver.events
    Webhook(new).verify(during.body, during.headers)
    Webhook(made["secret"]).verify(during.body, during.headers)
    Webhook(new).verify(after.body, after.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(made["secret"]).verify(after.body, after.headers)


def test_rotation_without_grace_forgets_the_old_secret(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    owner.send("POST", f"/{made['id']}/rotate-secret", {"grace_seconds": 0})
    owner.send("POST", f"/{made['id']}/test")

    with pytest.raises(WebhookVerificationError):
        Webhook(made["secret"]).verify(receiver.events[0].body, receiver.events[0].headers)
    assert len(receiver.events[0].headers["webhook-signature"].split(" ")) == 1


def test_pause_holds_and_resume_sends_everything(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    assert owner.send("POST", f"/{made['id']}/pause")["status"] == "paused"
    publish()
    publish()
    work(made)
    assert receiver.events == []

    assert owner.send("POST", f"/{made['id']}/resume")["status"] == "active"
    work(made)

    assert types(receiver) == ["policy.published"] * 2


def test_pausing_while_a_message_is_under_way_repeats_nothing(
    owner: Owner, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    begun = Endpoint.objects.get(pk=made["id"]).position or 0
    publish()
    publish()

    def pausing(endpoint: Endpoint, *given: Any) -> Any:
        owner.send("POST", f"/{made['id']}/pause")
        return send(endpoint, *given)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(following, "send", pausing)
        paused = work(made)
    owner.send("POST", f"/{made['id']}/resume")
    work(made)

    assert paused.status == "paused" and paused.position == begun + 1
    assert len({hit.headers["webhook-id"] for hit in receiver.events}) == len(receiver.events) == 2


def test_replay_sends_again_with_the_same_ids(owner: Owner, receiver: Receiver) -> None:
    publish()
    begun = latest()
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    publish()
    work(made)

    owner.send("POST", f"/{made['id']}/replay", {"after": begun}, 202)
    work(made)

    ids = [hit.headers["webhook-id"] for hit in receiver.events]
    assert ids[:2] == ids[2:] and len(set(ids)) == 2
    assert [len(row["attempts"]) for row in owner.get(f"/{made['id']}/deliveries")["data"]] == [2, 2]


def test_redelivery_of_the_event_in_hand_lets_the_others_follow(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    publish()
    receiver.refuse(500)
    work(made)
    delivery = owner.get(f"/{made['id']}/deliveries")["data"][0]
    path = f"/{made['id']}/deliveries/{delivery['id']}/redeliver"

    assert owner.send("POST", path)["state"] == "waiting"
    receiver.answer = agreeing
    assert owner.send("POST", path)["state"] == "delivered"
    work(made)

    ids = [hit.headers["webhook-id"] for hit in receiver.events]
    assert ids[:3] == [ids[0]] * 3 and len(set(ids)) == 2 and len(ids) == 4


def test_another_address_must_be_verified_and_events_are_held(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")

    changed = owner.send("PATCH", f"/{made['id']}", {"url": f"{receiver.url}/y"})
    publish()
    work(made)
    held = len(receiver.events)
    owner.send("POST", f"/{made['id']}/verify")
    work(made)

    assert (changed["status"], changed["reason"], held) == ("pending", "url_changed", 0)
    assert [hit.path for hit in receiver.events] == ["/y"]


def test_endpoint_behind_the_kept_log_is_switched_off_not_skipped(owner: Owner, receiver: Receiver) -> None:
    publish()
    made = owner.endpoint(f"{receiver.url}/x")
    from_log = Endpoint.objects.get(pk=made["id"]).position
    publish()
    publish()
    LogHead.objects.update(pruned=(from_log or 0) + 1)
    work(made)

    assert owner.get(f"/{made['id']}")["reason"] == "position_expired"
    assert receiver.events == []


def test_secret_that_cannot_be_read_switches_off(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    Endpoint.objects.update(secret="gAAAA")

    work(made)

    assert owner.get(f"/{made['id']}")["reason"] == "secret_unreadable"
    secret = owner.send("POST", f"/{made['id']}/rotate-secret")["secret"]
    owner.send("POST", f"/{made['id']}/resume")
    work(made)
    Webhook(secret).verify(receiver.events[0].body, receiver.events[0].headers)


def test_endpoint_that_another_worker_serves_is_left_alone(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    claim = {"claim": "another", "claimed_until": timezone.now() + dt.timedelta(seconds=5)}
    Endpoint.objects.update(**claim)
    work(made)
    assert receiver.events == []

    Endpoint.objects.update(claimed_until=timezone.now() - dt.timedelta(seconds=1))
    work(made)

    assert len(receiver.events) == 1


def test_outcome_of_a_worker_that_lost_its_claim_does_not_count(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    endpoint = Endpoint.objects.get(pk=made["id"])
    message = of_event(read(endpoint.position or 0, 1, ChangeFilter()).events[0])
    delivery = outcomes.begin(endpoint, message, timezone.now())
    answer = send(endpoint, message, timezone.now())
    Endpoint.objects.update(claim="another")

    assert not outcomes.settle(endpoint, "mine", delivery, answer, timezone.now())
    assert Endpoint.objects.get(pk=made["id"]).position == endpoint.position


def test_old_deliveries_are_forgotten(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    owner.send("POST", f"/{made['id']}/test")
    owner.send("POST", f"/{made['id']}/test")
    kept = Delivery.objects.order_by("created_at").last()
    Delivery.objects.exclude(pk=kept.pk).update(created_at=timezone.now() - dt.timedelta(days=31))

    assert prune(timezone.now()) == 1
    assert list(Delivery.objects.all()) == [kept]


def test_retry_after_that_no_clock_knows_is_as_if_it_were_not_there() -> None:
    answer = Answer(status=503, headers={"retry-after": "Mon, 01 Jan 2024 00:00:00 +9999999999999"})

    assert retry_after(answer, timezone.now()) is None
