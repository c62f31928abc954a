"""Webhook endpoints from their subscriber's side: made, verified, changed, tested, and nobody else's."""

import base64
import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone
from standardwebhooks import Webhook

from api.positions import latest
from api.subscribers.models import Subscriber
from api.webhooks.models import Endpoint
from tests.api.conftest import Reader
from tests.api.receiver import Receiver, Reply, agreeing
from tests.api.webhook_owner import PATH, Owner, types, work
from tests.search.records import publish

pytestmark = pytest.mark.django_db
MARK = b"WHAT-THE-RECEIVER-SAID"


def test_new_endpoint_is_pending_with_its_secret_shown_once(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x", verified=False, event_types=["policy.*"], description="mirror")

    assert made["status"] == "pending" and made["reason"] == "not_verified"
    assert made["secret"].startswith("whsec_") and len(base64.b64decode(made["secret"][6:])) == 32
    assert "secret" not in owner.get(f"/{made['id']}")
    assert made["secret"][6:] not in json.dumps(list(Endpoint.objects.values()), default=str)
    assert receiver.hits == []


def test_challenge_activates(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x", verified=False)

    found = owner.send("POST", f"/{made['id']}/verify")

    challenge = receiver.hits[0]
    assert (found["status"], found["reason"], found["position"]) == ("active", None, latest())
    assert challenge.json["type"] == "webhook.challenge" and len(challenge.challenge or "") >= 32
    Webhook(made["secret"]).verify(challenge.body, challenge.headers)


@pytest.mark.parametrize(
    "reply",
    [Reply(), Reply(body=b"{}"), Reply(body=b'"x"'), Reply(body=b'{"challenge": "x"}'), Reply(body=b"[" * 60_000),
     Reply(status=500), Reply(status=302, headers={"location": "/trap"}), Reply(body=b'{"challenge": null}')],
)  # fmt: skip
def test_challenge_answered_wrongly_leaves_it_pending(owner: Owner, receiver: Receiver, reply: Reply) -> None:
    made = owner.endpoint(f"{receiver.url}/x", verified=False)
    receiver.answer = lambda hit: reply

    found = owner.send("POST", f"/{made['id']}/verify")

    assert (found["status"], found["reason"]) == ("pending", "challenge_failed")
    assert found["last_error"] in ("no_challenge", "http_status")
    assert [hit.path for hit in receiver.hits] == ["/x"]


def test_challenge_is_not_an_answer_to_an_error_status(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x", verified=False)
    receiver.answer = lambda hit: Reply(404, body=agreeing(hit).body)

    assert owner.send("POST", f"/{made['id']}/verify")["status"] == "pending"


@pytest.mark.parametrize("body", [{"grace_seconds": -1}, {"grace_seconds": "1"}, {"grace_seconds": True}, {"grace": 1}])
def test_rotation_refuses_what_is_no_grace(owner: Owner, receiver: Receiver, body: Any) -> None:
    made = owner.endpoint(f"{receiver.url}/x", verified=False)

    assert owner.send("POST", f"/{made['id']}/rotate-secret", body, 422)["errors"][0]["param"] == next(iter(body))


def test_test_message_is_sent_at_once_and_logged(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")

    found = owner.send("POST", f"/{made['id']}/test")

    assert types(receiver) == ["webhook.test"] and found["state"] == "delivered"
    assert found["attempts"][0]["status_code"] == 200 and found["attempts"][0]["duration_ms"] >= 0
    assert found["event_id"] == receiver.events[0].headers["webhook-id"]
    assert owner.get(f"/{made['id']}/deliveries")["data"] == [found]
    assert owner.send("POST", f"/{made['id']}/deliveries/{found['id']}/redeliver")["attempts"][1]["status_code"] == 200
    assert receiver.events[0].body == receiver.events[1].body


def test_nothing_but_a_challenge_goes_to_an_address_that_answered_none(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x", verified=False)

    for verb, body in (("test", None), ("resume", None), ("pause", None), ("replay", {"after": latest()})):
        owner.send("POST", f"/{made['id']}/{verb}", body, 409)

    assert receiver.hits == []


def test_replay_refuses_what_is_no_position(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")

    assert owner.send("POST", f"/{made['id']}/replay", {"after": "yesterday"}, 400)["errors"][0]["param"] == "after"
    assert owner.send("POST", f"/{made['id']}/replay", {"after": f"00000000-{9:020d}"}, 410)["snapshot"]
    assert owner.send("POST", f"/{made['id']}/replay", {}, 422)["errors"][0]["param"] == "after"


def test_change_of_other_members_keeps_it_active(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")

    changed = owner.send("PATCH", f"/{made['id']}", {"description": "新的", "filter": "level=city", "event_types": []})

    assert changed["status"] == "active"
    assert (changed["description"], changed["filter"]) == ("新的", "level=city")


def test_deleted_endpoint_is_not_there(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    owner.send("POST", f"/{made['id']}/test")

    owner.send("DELETE", f"/{made['id']}", expected=204)

    owner.get(f"/{made['id']}", 404)
    assert owner.get()["page"]["total"] == 0


def test_another_subscribers_endpoint_is_not_there(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    delivery = owner.send("POST", f"/{made['id']}/test")
    other, one = Owner("other"), f"/{made['id']}"

    other.get(one, 404)
    other.get(f"{one}/deliveries", 404)
    other.send("PATCH", one, {"description": "mine"}, 404)
    other.send("DELETE", one, expected=404)
    for verb in (
        "verify",
        "rotate-secret",
        "pause",
        "resume",
        "test",
        "replay",
        f"deliveries/{delivery['id']}/redeliver",
    ):
        other.send("POST", f"{one}/{verb}", {}, 404)
    mine = other.endpoint(f"{receiver.url}/z")
    other.send("POST", f"/{mine['id']}/deliveries/{delivery['id']}/redeliver", {}, 404)
    assert [row["id"] for row in other.get()["data"]] == [mine["id"]]


def test_without_a_key_that_counts_nothing_is_told(owner: Owner) -> None:
    client = Reader()
    for header in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {owner.key}"},
        {"Authorization": "Bearer"},
    ):
        for method in ("get", "post"):
            response = getattr(client, method)(PATH, headers=header)
            assert response.status_code == 401 and response["WWW-Authenticate"].startswith("Bearer")
    assert client.put(PATH).status_code == 405


def test_revoked_keys_and_inactive_subscribers_open_nothing(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    publish()
    Subscriber.objects.update(active=False)

    work(made)
    owner.get(expected=401)
    Subscriber.objects.update(active=True)
    owner.subscriber.keys.update(revoked_at=timezone.now())

    owner.get(expected=401)
    assert receiver.events == []


@pytest.mark.parametrize(
    "url",
    ["https://10.0.0.1/x", "http://example.com/x", "https://example.com:8443/x", "ftp://example.com/", "https://[::1]/",
     "x", "http://10.0.0.1/", "https://127.0.0.1/", "", "https://u:p@example.com/", "http://169.254.169.254/latest/meta-data"],
)  # fmt: skip
def test_refused_addresses_are_named(owner: Owner, url: str) -> None:
    assert owner.send("POST", body={"url": url}, expected=422)["errors"][0]["param"] == "url"


@pytest.mark.parametrize(
    ("body", "param"),
    [({}, "url"), ({"url": 1}, "url"), ({"url": None}, "url"), ([], "body"), (1, "body"), ("null", "body"),
     ({"url": "http://127.0.0.1:1/", "secret": "x"}, "secret"),
     ({"url": "http://127.0.0.1:1/", "status": "active"}, "status"),
     ({"url": "http://127.0.0.1:1/", "event_types": "notice.*"}, "event_types"),
     ({"url": "http://127.0.0.1:1/", "event_types": ["a.b,c.d"]}, "event_types"),
     ({"url": "http://127.0.0.1:1/", "event_types": [["x"]]}, "event_types"),
     ({"url": "http://127.0.0.1:1/", "filter": {"level": "city"}}, "filter"),
     ({"url": "http://127.0.0.1:1/", "description": "x" * 501}, "description")],
)  # fmt: skip
def test_bad_members_are_named(owner: Owner, body: Any, param: str) -> None:
    assert owner.send("POST", body=body, expected=422)["errors"][0]["param"] == param


@pytest.mark.parametrize(("query", "param"), [("q=x", "q"), ("level=nowhere", "level"), ("colour=red", "colour"),
                                              ("level=city&level=district", "level"),
                                              ("as_of=x", "as_of")])  # fmt: skip
def test_filter_is_the_one_grammar(owner: Owner, query: str, param: str) -> None:
    found = owner.send("POST", body={"url": "http://127.0.0.1:1/", "filter": query}, expected=400)

    assert found["errors"][0]["param"] == param


@pytest.mark.parametrize(
    ("raw", "status"),
    [(b"", 400), (b"{", 400), (b"\xff", 400), (b"[" * 60_000, 400), (b'{"a":' * 12_000, 400), (b"[" * 100_000, 413),
     (b'{"url": NaN}', 400), (b'{"url": "a", "url": "b"}', 400), (b'{"url": "\\ud800"}', 400),
     (b'{"url": "\\u0000"}', 400),
     (b'{"description": 1' + b"0" * 5000 + b"}", 400), (b" " * 70_000, 413)],
)  # fmt: skip
def test_bombs_are_refused(owner: Owner, raw: bytes, status: int) -> None:
    owner.send("POST", body=raw, expected=status)


def test_other_media_types_are_refused(owner: Owner) -> None:
    response = owner.client.post(PATH, {"url": "x"}, headers={"Authorization": f"Bearer {owner.key}"})

    assert response.status_code == 415


def test_subscriber_has_no_more_endpoints_than_allowed(owner: Owner, settings: LazySettings) -> None:
    settings.WEBHOOK_MOST_ENDPOINTS = 1
    owner.endpoint("http://127.0.0.1:1/", verified=False)

    owner.send("POST", body={"url": "http://127.0.0.1:1/"}, expected=409)


def test_lists_page_from_the_newest(owner: Owner) -> None:
    made = [owner.endpoint(f"http://127.0.0.1:1/{n}", verified=False)["id"] for n in range(5)]

    first = owner.get("?page_size=3")
    second = owner.get(f"?page_size=3&cursor={first['page']['next_cursor']}")

    assert [row["id"] for row in first["data"] + second["data"]] == made[::-1]
    assert (second["page"]["next_cursor"], second["page"]["total"]) == (None, 5)
    owner.get("?page_size=0", 400)
    owner.get("?colour=red", 400)
    owner.get(f"/{made[0]}/deliveries?cursor={first['page']['next_cursor']}", 400)
