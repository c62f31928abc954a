"""What a subscriber does with saved filters."""

from typing import Any

from django.conf import settings
from django.db import transaction
from rest_framework.request import Request

from api.bodies import read_object, refuse
from api.errors import Refusal
from api.subscribers.models import Subscriber
from api.subscriptions.channels import ATOM, connect, read_channels
from api.subscriptions.filters import query_of, wanted_of
from api.subscriptions.forms import LONGEST_DESCRIPTION, MEMBERS
from api.subscriptions.models import Subscription


def members_of(request: Request, subscriber: Subscriber) -> dict[str, Any]:
    """The members sent, as columns. Raises Unprocessable (422), and InvalidParameters (400) for the filter."""
    given = read_object(request, MEMBERS, required=True)
    found: dict[str, Any] = {}
    if "filter" in given:
        found |= {"filter": given["filter"], "canonical": wanted_of(query_of(given["filter"])).canonical}
    if "channels" in given:
        found["channels"], found["endpoint"] = read_channels(given["channels"], subscriber)
    if "description" in given:
        text = given["description"]
        if not isinstance(text, str) or len(text) > LONGEST_DESCRIPTION:
            refuse("description", f"a text of at most {LONGEST_DESCRIPTION} characters")
        found["description"] = text
    return found


@transaction.atomic
def create(*, subscriber: Subscriber, members: dict[str, Any]) -> Subscription:
    """A new one; raises Unprocessable without a filter, Refusal (409) when there are as many as there may be."""
    if "filter" not in members:
        refuse("filter", "required")
    _one_at_a_time(subscriber)
    if subscriber.subscriptions.count() >= settings.SUBSCRIPTIONS_MOST:
        raise Refusal("conflict", f"a subscriber has at most {settings.SUBSCRIPTIONS_MOST} subscriptions")
    subscription = Subscription(subscriber=subscriber, **{"channels": [ATOM], **members})
    connect(subscription)
    subscription.save(force_insert=True)
    return subscription


@transaction.atomic
def change(subscription: Subscription, *, members: dict[str, Any]) -> None:
    """Other members; its feed and calendar keep their addresses. Raises Refusal (409) for an endpoint in use."""
    _one_at_a_time(subscription.subscriber)
    for name, value in members.items():
        setattr(subscription, name, value)
    connect(subscription)
    subscription.save()


def _one_at_a_time(subscriber: Subscriber) -> None:
    """Two requests at once must not both be the last that fits, nor both take the same endpoint."""
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
