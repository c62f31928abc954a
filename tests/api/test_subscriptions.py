"""Saved filters: one canonical form, channels, and terms by code."""

import json
from typing import Any

import pytest
from icalendar import Calendar

from api.subscribers.keys import issue
from api.subscribers.models import Subscriber
from api.webhooks.models import Endpoint
from portal.taxonomy import vocabulary
from portal.taxonomy.models import Field
from tests.api.conftest import Reader
from tests.api.test_feeds import again, atom, entry_ids, gone
from tests.factories.taxonomy import term
from tests.search.records import publish

pytestmark = pytest.mark.django_db
PATH = "/api/v1/subscriptions"


class Subscribed(Reader):
    """A reader with a key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.subscriber = Subscriber.objects.create(name=name, email="a@example.org")
        self.bearer = {"Authorization": f"Bearer {issue(self.subscriber)}"}

    def ask(self, method: str, path: str, expected: int, body: Any = None) -> Any:
        """The JSON answered."""
        content = json.dumps(body) if body is not None else ""
        response = self.generic(method, path, content, "application/json", headers=self.bearer)
        assert response.status_code == expected, response.content
        return response.json() if response.content else None

    def save(self, filter: Any, *channels: Any, expected: int = 201) -> Any:
        """A new saved filter."""
        return self.ask("POST", PATH, expected, {"filter": filter, **({"channels": channels} if channels else {})})


@pytest.fixture
def mine(reader: Reader) -> Subscribed:
    return Subscribed("甲系统")


@pytest.fixture
def other(reader: Reader) -> Subscribed:
    return Subscribed("乙系统")


def path(saved: Any, channel: str) -> str:
    """The site path of a channel's address."""
    found = next(row["url"] for row in saved["channels"] if row["type"] == channel)
    return str(found).removeprefix("http://testserver")


def test_canonical_form_is_the_same_however_it_was_written(mine: Subscribed) -> None:
    publish("notices", "申报", level="city")
    publish("policies", level="city")

    saved = mine.save("level=country,city&-field=tax&kind=notices")
    again_ = mine.save({"kind": "notices", "level": ["city", "country"], "-field": ["tax"]})

    assert saved["canonical"] == again_["canonical"] == "-field=tax&kind=notices&level=city,country"
    assert saved["filter"] == "level=country,city&-field=tax&kind=notices"
    assert saved["matches_now"] == 1 and [row["type"] for row in saved["channels"]] == ["atom"]


def test_list_get_change_delete(mine: Subscribed) -> None:
    saved = [mine.save(f"level={level}", "atom") for level in ("city", "country", "province")]
    publish(level="district")

    listed = mine.ask("GET", f"{PATH}?page_size=2", 200)
    rest = mine.ask("GET", f"{PATH}?page_size=2&cursor={listed['page']['next_cursor']}", 200)
    assert [row["id"] for row in listed["data"] + rest["data"]] == [row["id"] for row in saved[::-1]]
    assert listed["page"]["total"] == 3

    own = f"{PATH}/{saved[0]['id']}"
    changed = mine.ask("PATCH", own, 200, {"filter": "level=district", "channels": ["calendar", "atom"]})
    assert changed == mine.ask("GET", own, 200) and changed["matches_now"] == 1
    assert path(changed, "atom") == path(saved[0], "atom")
    assert mine.ask("PATCH", own, 200, {"description": "周报"})["canonical"] == "level=district"

    mine.ask("DELETE", own, 204)
    mine.ask("GET", own, 404)
    assert mine.get(path(saved[0], "atom")).status_code == 404


def test_another_subscribers_is_not_there(mine: Subscribed, other: Subscribed) -> None:
    own = f"{PATH}/{mine.save('level=city')['id']}"

    for method, body in (("GET", None), ("PATCH", {"filter": ""}), ("DELETE", None)):
        other.ask(method, own, 404, body)
    assert other.ask("GET", PATH, 200)["data"] == []
    assert mine.ask("GET", own, 200)["canonical"] == "level=city"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_no_key_no_saved_filters(reader: Reader, headers: dict[str, str]) -> None:
    for method in ("GET", "POST"):
        response = reader.generic(method, PATH, "{}", "application/json", headers=headers)
        assert response.status_code == 401 and "WWW-Authenticate" in response


@pytest.mark.parametrize(
    ("filter", "param"),
    [("q=人才", "q"), ("as_of=2026-01-01T00:00:00Z", "as_of"), ("level=mars", "level"), ("colour=red", "colour"),
     ("level=city&level=city", "level"), ({"q": "人才"}, "q"), ("deadline=7", "deadline"), ("sort=date", "sort")],
)  # fmt: skip
def test_filter_that_is_not_understood_is_refused_and_named(mine: Subscribed, filter: Any, param: str) -> None:
    assert mine.save(filter, expected=400)["errors"][0]["param"] == param


@pytest.mark.parametrize(
    "body",
    [{}, {"filter": 1}, {"filter": {"level": []}}, {"filter": {"level": {"a": 1}}}, {"filter": "", "channels": []},
     {"filter": "", "channels": ["mail"]}, {"filter": "", "channels": ["fax"]}, {"filter": "", "colour": "red"},
     {"filter": "", "channels": ["atom", "atom"]}, {"filter": "", "channels": ["webhook"]}, {"filter": "x" * 3000},
     {"filter": "", "channels": [{"type": "webhook", "endpoint": "7"}]}, {"filter": "", "channels": [[]]},
     {"filter": "", "channels": [{"type": "atom", "endpoint": "7"}]}, {"filter": "", "description": 7}],
)  # fmt: skip
def test_body_that_is_not_understood_is_refused_and_named(mine: Subscribed, body: Any) -> None:
    assert mine.ask("POST", PATH, 422, body)["errors"]


def test_feed_of_a_saved_filter_follows_it(mine: Subscribed) -> None:
    city = publish(level="city")
    publish("notices", "申报", level="country")
    saved = mine.save("level=city", "atom")
    address = path(saved, "atom")

    assert entry_ids(atom(mine, address)) == [str(city.pk)]
    assert mine.get(f"{address}?level=city").status_code == 400
    again(city, level="country")
    assert gone(atom(mine, address)) == {str(city.pk): "left_filter"}
    mine.ask("PATCH", f"{PATH}/{saved['id']}", 200, {"filter": "level=country&kind=policies"})
    assert entry_ids(atom(mine, address)) == [str(city.pk)]
    assert mine.get(address.replace(".atom", ".ics")).status_code == 404


def test_calendar_of_a_saved_filter_has_activities_too(mine: Subscribed) -> None:
    made = publish(
        "activities",
        "宣讲会",
        level="city",
        starts_at="2126-01-01T09:00:00+08:00",
        published_on="2126-01-01",
        windows=[],
    )
    publish("activities", "别的", level="country", starts_at="2126-01-01T09:00:00+08:00", published_on="2126-01-01")

    body = mine.get(path(mine.save("level=city", "icalendar"), "calendar")).content

    assert [str(event["uid"]) for event in Calendar.from_ical(body).walk("VEVENT")] == [f"{made.pk}@testserver"]


def test_endpoint_sends_what_the_saved_filter_keeps(mine: Subscribed, other: Subscribed) -> None:
    own = Endpoint.objects.create(subscriber=mine.subscriber, url="https://a.example.org/", secret="x")
    foreign = Endpoint.objects.create(subscriber=other.subscriber, url="https://a.example.org/", secret="x")
    channel = {"type": "webhook", "endpoint": str(own.pk)}

    saved = mine.save("level=city,country", "atom", channel)
    assert channel in saved["channels"]
    own.refresh_from_db()
    assert own.filter == "level=city,country"

    mine.save("level=city", channel, expected=409)
    mine.save("level=city", {"type": "webhook", "endpoint": str(foreign.pk)}, expected=422)
    mine.ask("PATCH", f"{PATH}/{saved['id']}", 200, {"filter": "level=city"})
    own.refresh_from_db()
    assert own.filter == "level=city"
    own.delete()
    assert [row["type"] for row in mine.ask("GET", f"{PATH}/{saved['id']}", 200)["channels"]] == ["atom"]


def test_renamed_and_replaced_terms_go_on_matching(mine: Subscribed) -> None:
    old, new = term("field", "talent"), term("field", "technology")
    before = publish(field=[old.code])
    saved = mine.save("field=talent", "atom")
    own = f"{PATH}/{saved['id']}"

    old.label = "人才与就业"
    old.save()
    vocabulary.changed()
    assert mine.ask("GET", own, 200)["matches_now"] == 1

    Field.objects.filter(pk=old.pk).update(active=False, replaced_by=new)
    vocabulary.changed()
    after = publish(field=[new.code])
    assert mine.ask("GET", own, 200) | {"updated_at": ""} == saved | {"matches_now": 2, "updated_at": ""}
    assert entry_ids(atom(mine, path(saved, "atom"))) == [str(after.pk), str(before.pk)]
    assert again(before, field=[new.code]).pk == before.pk
    assert gone(atom(mine, path(saved, "atom"))) == {}


def test_subscriber_has_no_more_than_it_may(mine: Subscribed, settings: Any) -> None:
    settings.SUBSCRIPTIONS_MOST = 1
    mine.save("level=city")

    mine.save("level=country", expected=409)


def test_feeds_of_an_inactive_subscriber_are_not_there(mine: Subscribed) -> None:
    address = path(mine.save("level=city"), "atom")
    Subscriber.objects.filter(pk=mine.subscriber.pk).update(active=False)

    assert mine.get(address).status_code == 404
    assert mine.get("/feeds/subscriptions/none.atom").status_code == 404
