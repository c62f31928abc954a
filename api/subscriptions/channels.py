"""Where what matches a saved filter is told: feed, calendar, a webhook endpoint of the same subscriber."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from api.bodies import refuse
from api.errors import Refusal
from api.links import absolute
from api.subscribers.models import Subscriber
from api.subscriptions.models import Subscription
from api.webhooks import verbs
from api.webhooks.models import Endpoint

ATOM, CALENDAR, WEBHOOK, MAIL = "atom", "calendar", "webhook", "mail"
NAMES = (ATOM, CALENDAR, WEBHOOK, MAIL)
# Also said so.
SYNONYMS = {"icalendar": CALENDAR}
MOST = 8


def read_channels(given: Any, subscriber: Subscriber) -> tuple[list[str], Endpoint | None]:
    """(names, endpoint of the webhook channel) of the channels as sent: names, or objects with `type`.

    Raises Unprocessable (422) for an unknown channel, for mail, and for an endpoint that is not the subscriber's.
    """
    if not isinstance(given, list) or not 0 < len(given) <= MOST:
        refuse("channels", f"a list of 1 to {MOST} channels: {', '.join(NAMES)}")
    rows = [row if isinstance(row, dict) else {"type": row} for row in given]
    names = [_name(row) for row in rows]
    if len(set(names)) != len(names):
        refuse("channels", "each channel once")
    webhook = next((row for row, name in zip(rows, names, strict=True) if name == WEBHOOK), None)
    return sorted(names), _endpoint(webhook, subscriber) if webhook else None


def connect(subscription: Subscription) -> None:
    """Let the webhook channel's endpoint send what the saved filter keeps.

    An endpoint that the subscription lets go keeps its filter: never does it suddenly send more. Raises Refusal (409)
    when it serves another subscription already.
    """
    endpoint = subscription.endpoint
    if endpoint is None:
        return
    if Subscription.objects.filter(endpoint=endpoint).exclude(pk=subscription.pk).exists():
        raise Refusal("conflict", "the endpoint serves another subscription already")
    verbs.change(endpoint, members={"filter": subscription.canonical})


def shown(subscription: Subscription) -> list[dict[str, str]]:
    """The channels with what is needed to use them."""
    return list(_shown(subscription, subscription.channels))


def path_of(subscription: Subscription) -> str:
    """The site path of its feed and calendar, without the ending."""
    return f"/feeds/subscriptions/{subscription.token}"


def _shown(subscription: Subscription, names: Iterable[str]) -> Iterator[dict[str, str]]:
    endings = {ATOM: "atom", CALENDAR: "ics"}
    for name in names:
        if name in endings:
            yield {"type": name, "url": absolute(f"{path_of(subscription)}.{endings[name]}")}
        elif subscription.endpoint_id:
            yield {"type": name, "endpoint": str(subscription.endpoint_id)}


def _name(row: dict[str, Any]) -> str:
    name = row.get("type")
    name = SYNONYMS.get(name, name) if isinstance(name, str) else None
    if name not in NAMES:
        refuse("channels", f"one of {', '.join(NAMES)}")
    if name == MAIL:
        refuse("channels", "mail is not sent yet")
    unknown = set(row) - ({"type", "endpoint"} if name == WEBHOOK else {"type", "url"})
    if unknown:
        refuse("channels", f"unknown member {sorted(unknown)[0]}")
    return name


def _endpoint(row: dict[str, Any], subscriber: Subscriber) -> Endpoint:
    try:
        wanted = UUID(row.get("endpoint"))
    except (ValueError, TypeError, AttributeError):
        refuse("channels", "webhook needs endpoint, the id of one of your webhook endpoints")
    found = Endpoint.objects.filter(pk=wanted, subscriber=subscriber).first()
    if found is None:
        refuse("channels", "there is no such webhook endpoint")
    return found
