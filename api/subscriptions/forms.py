"""Saved filters as their subscriber sees and sends them."""

import datetime as dt
from typing import Any

from rest_framework import serializers

from api.content.forms.members import anything, date_time, maybe, text, uuid, whole
from api.subscriptions.channels import MOST, shown
from api.subscriptions.filters import LONGEST_FILTER, matches_now
from api.subscriptions.models import Subscription
from portal.windows.instants import rfc3339

LONGEST_DESCRIPTION = 500
WORDS = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
MEMBERS: dict[str, dict[str, Any]] = {
    "filter": {
        "description": "The filter grammar of /changes as a query string, or its parameters as an object.",
        "oneOf": [
            {"type": "string", "maxLength": LONGEST_FILTER},
            {"type": "object", "additionalProperties": WORDS},
        ],
        "examples": ["kind=notices&level=city&field=technology"],
    },
    "channels": {
        "description": "Where to tell what matches: atom, calendar, or webhook with one of your endpoints.",
        "type": "array", "minItems": 1, "maxItems": MOST,
        "items": {
            "oneOf": [
                {"type": "string", "enum": ["atom", "calendar"]},
                {
                    "type": "object", "required": ["type"], "additionalProperties": False,
                    "properties": {
                        "type": {"type": "string", "enum": ["atom", "calendar", "webhook"]},
                        "endpoint": {"type": "string", "format": "uuid"},
                    },
                },
            ]
        },
        "examples": [["atom", "calendar"]],
    },
    "description": {"type": "string", "maxLength": LONGEST_DESCRIPTION, "description": "For your own use."},
}  # fmt: skip
NEW = {
    "type": "object", "title": "NewSubscription", "properties": MEMBERS, "required": ["filter"],
    "additionalProperties": False,
}  # fmt: skip
CHANGED = {"type": "object", "title": "ChangedSubscription", "properties": MEMBERS, "additionalProperties": False}


class SubscriptionChannel(serializers.Serializer):
    """A channel, with the address to follow or the endpoint that sends."""

    type = text("atom, calendar or webhook.")
    url = text("Address of the feed or calendar; whoever has it can read it.", required=False)
    endpoint = text("Id of the webhook endpoint, which then has this filter.", required=False)


class SavedSubscription(serializers.Serializer):
    """A saved filter."""

    id = uuid("Its id.")
    filter = anything("As you sent it.")
    canonical = text("The same in its one form: names and codes in order.")
    channels = SubscriptionChannel(many=True)
    description = text("For your own use.")
    matches_now = whole("How many records it keeps now; null if it names what no longer exists.")
    created_at = date_time("When it was made.")
    updated_at = date_time("When it was last changed.")


class SubscriptionPage(serializers.Serializer):
    """Where this page stands."""

    next_cursor = maybe("Send it as cursor for the next page; null on the last.")
    total = whole("How many there are.", null=False)


class SubscriptionList(serializers.Serializer):
    """One page of saved filters, newest first."""

    data = SavedSubscription(many=True)
    page = SubscriptionPage()


def subscription_form(subscription: Subscription, at: dt.datetime) -> dict[str, Any]:
    """As SavedSubscription says."""
    return {
        "id": str(subscription.pk),
        "filter": subscription.filter,
        "canonical": subscription.canonical,
        "channels": shown(subscription),
        "description": subscription.description,
        "matches_now": matches_now(subscription.canonical, at),
        "created_at": rfc3339(subscription.created_at),
        "updated_at": rfc3339(subscription.updated_at),
    }
