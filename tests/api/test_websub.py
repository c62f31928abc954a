"""The hub: nobody is told who did not ask, everybody who did gets the feed as it is, signed."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.utils import timezone

from api.webhooks.lanes import Lane
from api.websub.consumer import Hub
from api.websub.models import HubRequest, HubSubscription
from portal.publication.models import PublicationEvent
from tests.api.conftest import Reader
from tests.api.receiver import Hit, Receiver, Reply
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db
TOPIC = "http://testserver/feeds/policies.atom?level=city"


def echo(hit: Hit) -> Reply:
    """Confirms whatever is asked, takes everything."""
    challenge = parse_qs(urlsplit(hit.path).query).get("hub.challenge", [""])[0]
    return Reply(body=challenge.encode()) if hit.method == "GET" else Reply()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.OUTGOING_LOOPBACK = True
    made = Receiver()
    made.answer = echo
    yield made
    made.close()


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A hub whose lanes work at once, in the test's own transaction."""
    monkeypatch.setattr(Lane, "submit", lambda self, job: job())
    return Hub()


def ask(reader: Reader, callback: str, expected: int = 202, **given: str) -> Any:
    form = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.callback": callback}
    form |= {f"hub.{name}": value for name, value in given.items()}
    response = reader.post("/hub", urlencode(form), content_type="application/x-www-form-urlencoded")
    assert response.status_code == expected, response.content
    return response


def told(receiver: Receiver) -> list[Hit]:
    return [hit for hit in receiver.hits if hit.method == "POST"]


def asked_of(receiver: Receiver) -> list[dict[str, str]]:
    """The verifications, by member without `hub.`."""
    queries = [parse_qs(urlsplit(hit.path).query) for hit in receiver.hits if hit.method == "GET"]
    return [{name.removeprefix("hub."): values[0] for name, values in query.items()} for query in queries]


def news(hub: Hub) -> None:
    """All events, handed to the hub as the worker would."""
    hub.handle(list(PublicationEvent.objects.order_by("position")))


def test_feeds_name_the_hub_in_header_and_document(reader: Reader) -> None:
    publish()

    for ending in ("atom", "rss"):
        response = reader.get(f"/feeds/policies.{ending}")
        assert '<http://testserver/hub>; rel="hub"' in response["Link"]
        assert b'href="http://testserver/hub" rel="hub"' in response.content or (
            b'rel="hub" href="http://testserver/hub"' in response.content
        )
    assert reader.get("/feeds/policies.json").json()["hubs"] == [{"type": "WebSub", "url": "http://testserver/hub"}]


def test_subscription_counts_once_the_callback_confirmed_it(reader: Reader, receiver: Receiver, hub: Hub) -> None:
    ask(reader, f"{receiver.url}/cb?own=1", lease_seconds="3600", secret="geheim", unknown="ignored")
    assert HubSubscription.objects.count() == 0

    hub.tend()

    verified = asked_of(receiver)[0]
    assert verified.pop("challenge") and verified == {
        "own": "1", "mode": "subscribe", "topic": TOPIC, "lease_seconds": "3600",
    }  # fmt: skip
    made = HubSubscription.objects.get()
    assert dt.timedelta(minutes=59) < made.expires_at - timezone.now() <= dt.timedelta(hours=1)
    assert "geheim" not in made.secret and HubRequest.objects.count() == 0


@pytest.mark.parametrize("reply", [Reply(body=b"something else"), Reply(404), Reply(302, {"Location": "/"})])
def test_what_is_not_confirmed_is_forgotten(reader: Reader, receiver: Receiver, hub: Hub, reply: Reply) -> None:
    receiver.answer = lambda hit: reply
    ask(reader, f"{receiver.url}/cb")

    hub.tend()

    assert HubSubscription.objects.count() == HubRequest.objects.count() == 0


def test_callback_that_is_away_is_asked_three_times(
    reader: Reader, receiver: Receiver, hub: Hub, freeze_now: Callable[[dt.datetime], None]
) -> None:
    receiver.answer = lambda hit: Reply(503)
    now = timezone.now()
    ask(reader, f"{receiver.url}/cb")

    for minutes in (1, 2, 4, 8):
        freeze_now(now + dt.timedelta(minutes=minutes))
        hub.tend()
        hub.tend()

    assert len(receiver.hits) == 3 and HubRequest.objects.count() == 0


def test_change_is_told_with_the_feed_as_it_is_signed(reader: Reader, receiver: Receiver, hub: Hub) -> None:
    ask(reader, f"{receiver.url}/cb", secret="geheim")
    hub.tend()
    publish(level="city", title="新政策")
    publish(level="city", title="又一个")

    news(hub)

    hit = told(receiver)[0]
    assert len(told(receiver)) == 1
    assert hit.body == reader.get(TOPIC.removeprefix("http://testserver")).content
    assert hit.headers["content-type"].startswith("application/atom+xml")
    assert hit.headers["link"] == f'<http://testserver/hub>; rel="hub", <{TOPIC}>; rel="self"'
    wanted = hmac.new(b"geheim", hit.body, hashlib.sha256).hexdigest()
    assert hit.headers["x-hub-signature"] == f"sha256={wanted}"
    news(hub)
    assert len(told(receiver)) == 1


def test_only_what_touches_a_topic_is_told(reader: Reader, receiver: Receiver, hub: Hub) -> None:
    before = publish(level="city")
    ask(reader, f"{receiver.url}/cb")
    hub.tend()

    publish(level="country")
    publish("guides", "指南", level="city")
    news(hub)
    assert told(receiver) == []

    remove(before)
    news(hub)
    assert b"deleted-entry" in told(receiver)[0].body
    assert "x-hub-signature" not in told(receiver)[0].headers


def test_unsubscribing_is_verified_too(reader: Reader, receiver: Receiver, hub: Hub) -> None:
    ask(reader, f"{receiver.url}/cb")
    hub.tend()
    receiver.answer = lambda hit: Reply(404)
    ask(reader, f"{receiver.url}/cb", mode="unsubscribe")
    hub.tend()
    assert HubSubscription.objects.count() == 1

    receiver.answer = echo
    ask(reader, f"{receiver.url}/cb", mode="unsubscribe")
    hub.tend()

    assert HubSubscription.objects.count() == 0
    assert "lease_seconds" not in asked_of(receiver)[-1]


def test_subscribing_again_renews_lease_and_secret_and_loses_nothing(
    reader: Reader, receiver: Receiver, hub: Hub
) -> None:
    ask(reader, f"{receiver.url}/cb", secret="alt")
    hub.tend()
    publish(level="city")
    HubSubscription.objects.update(news=1, next_attempt_at=timezone.now() + dt.timedelta(hours=1), failures=2)

    ask(reader, f"{receiver.url}/cb", secret="neu", lease_seconds="999999999")
    hub.tend()
    hub.tend()

    made = HubSubscription.objects.get()
    assert made.expires_at - timezone.now() <= dt.timedelta(days=30)
    wanted = hmac.new(b"neu", told(receiver)[0].body, hashlib.sha256).hexdigest()
    assert told(receiver)[0].headers["x-hub-signature"] == f"sha256={wanted}"


def test_nobody_is_told_after_the_lease(
    reader: Reader, receiver: Receiver, hub: Hub, freeze_now: Callable[[dt.datetime], None]
) -> None:
    ask(reader, f"{receiver.url}/cb", lease_seconds="60")
    hub.tend()
    freeze_now(timezone.now() + dt.timedelta(seconds=61))
    publish(level="city")

    news(hub)

    assert told(receiver) == []
    Hub().tend()
    assert HubSubscription.objects.count() == 0


def test_failed_news_is_repeated_then_let_go_and_the_next_one_told(
    reader: Reader, receiver: Receiver, hub: Hub, freeze_now: Callable[[dt.datetime], None]
) -> None:
    ask(reader, f"{receiver.url}/cb")
    hub.tend()
    receiver.answer = lambda hit: Reply(500)
    publish(level="city")
    now = timezone.now()
    news(hub)
    hub.tend()
    assert len(told(receiver)) == 1 and HubSubscription.objects.get().failures == 1

    for hours in range(2, 12, 2):
        freeze_now(now + dt.timedelta(hours=hours))
        hub.tend()
    assert len(told(receiver)) == 5

    receiver.answer = echo
    publish(level="city", title="下一个")
    news(hub)
    assert "下一个" in told(receiver)[-1].body.decode() and HubSubscription.objects.get().last_error == ""


def test_gone_ends_the_subscription(reader: Reader, receiver: Receiver, hub: Hub) -> None:
    ask(reader, f"{receiver.url}/cb")
    hub.tend()
    receiver.answer = lambda hit: Reply(410)
    publish(level="city")

    news(hub)

    assert HubSubscription.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({"mode": "publish"}, "hub.mode"),
        ({"topic": "https://elsewhere.example.org/feed"}, "hub.topic"),
        ({"topic": "http://testserver/feeds/policies.atom?level=mars"}, "hub.topic"),
        ({"topic": "http://testserver/feeds/policies.atom?archive=00000000-1"}, "hub.topic"),
        ({"topic": "http://testserver/policies/"}, "hub.topic"),
        ({"callback": "ftp://a.example.org/"}, "hub.callback"),
        ({"callback": "https://10.0.0.1/"}, "hub.callback"),
        ({"callback": "https://a.example.org/#part"}, "hub.callback"),
        ({"callback": ""}, "hub.callback"),
        ({"lease_seconds": "-1"}, "hub.lease_seconds"),
        ({"lease_seconds": "bald"}, "hub.lease_seconds"),
        ({"secret": "x" * 200}, "hub.secret"),
    ],
)
def test_what_the_hub_cannot_do_is_refused_and_named(reader: Reader, given: dict[str, str], param: str) -> None:
    callback = given.pop("callback", "https://a.example.org/")

    response = ask(reader, callback, 400, **given)

    assert [error["param"] for error in response.json()["errors"]] == [param]


def test_other_bodies_and_methods_are_refused(reader: Reader) -> None:
    assert reader.post("/hub", "{}", content_type="application/json").status_code == 415
    form = "application/x-www-form-urlencoded"
    assert reader.post("/hub", "hub.mode=a&hub.mode=b", content_type=form).status_code == 400
    assert reader.post("/hub", "a" * 20_000, content_type=form).status_code == 413
    assert reader.get("/hub").status_code == 405 and "POST" in reader.get("/hub")["Allow"]


def test_one_host_cannot_be_bothered_without_end(reader: Reader, receiver: Receiver, settings: Any) -> None:
    settings.HUB_MOST_WAITING_PER_HOST = 2
    for number in range(2):
        ask(reader, f"{receiver.url}/{number}")
    ask(reader, f"{receiver.url}/1")

    assert ask(reader, f"{receiver.url}/2", 429)["Retry-After"] == "60"


def test_fault_of_ours_is_tried_again(
    reader: Reader, receiver: Receiver, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(reader, f"{receiver.url}/cb")
    hub.tend()
    publish(level="city")
    monkeypatch.setattr("api.websub.distribution.post", lambda *given: 1 / 0)
    news(hub)
    monkeypatch.undo()
    monkeypatch.setattr(Lane, "submit", lambda self, job: job())

    hub.tend()
    assert told(receiver) == []
    hub._resting.clear()
    hub.tend()
    assert len(told(receiver)) == 1
