"""Endpoints and deliveries as their subscriber reads them; what the receiver answered is never among it."""

import datetime as dt
from typing import Any

from rest_framework import serializers

from api.content.forms.members import date_time, maybe, text, texts, uuid, whole
from api.positions import token
from api.webhooks.models import Delivery, Endpoint
from portal.publication.head import log_head
from portal.windows.instants import rfc3339


class WebhookEndpoint(serializers.Serializer):
    """An endpoint."""

    id = uuid("Its id.")
    url = text("Where messages are sent.")
    event_types = texts("Types that are sent; empty: all.")
    filter = text("Filter, a query string; empty: every record.")
    description = text("For your own use.")
    status = text("pending, active, paused or disabled.")
    reason = maybe("Why it is pending or disabled.")
    position = maybe("Everything up to this position was sent or did not match; null before it was ever active.")
    waiting = whole("Events behind its position, matching or not; null before it was ever active.")
    failures = whole("Failed attempts of the message in hand.", null=False)
    next_attempt_at = date_time("When the message in hand is tried again.", null=True)
    last_attempt_at = date_time("When something was last sent.", null=True)
    last_success_at = date_time("When something was last taken.", null=True)
    last_error = maybe("What went wrong last, in a word: refused, unresolvable, unreachable, tls, timeout, protocol, "
                       "http_status, no_challenge.")  # fmt: skip
    previous_secret_until = date_time("Until when the secret before signs too.", null=True)
    verified_at = date_time("When its address answered a challenge.", null=True)
    created_at = date_time("When it was made.")
    updated_at = date_time("When it was last changed.")


class WebhookEndpointWithSecret(WebhookEndpoint):
    """An endpoint with its secret, which is shown this once."""

    secret = text("whsec_ and the base64 of 32 bytes; kept sealed and never shown again.")


class WebhookPage(serializers.Serializer):
    """Where this page stands."""

    next_cursor = maybe("Send it as cursor for the next page; null on the last.")
    total = whole("How many there are.", null=False)


class WebhookEndpointList(serializers.Serializer):
    """One page of endpoints, newest first."""

    data = WebhookEndpoint(many=True)
    page = WebhookPage()


class WebhookAttempt(serializers.Serializer):
    """One attempt."""

    at = date_time("When; also its webhook-timestamp.")
    status_code = whole("What the receiver answered; null where no answer came.")
    duration_ms = whole("How long it took; null where it was interrupted.")
    error = maybe("What went wrong, in a word; null for a success. interrupted: the portal stopped meanwhile.")


class WebhookDelivery(serializers.Serializer):
    """A message and what became of it."""

    id = uuid("Its id.")
    event_id = text("The event's id, which is the webhook-id of every attempt.")
    type = text("The event's type, or webhook.test.")
    position = maybe("The event's position; null for a test.")
    state = text("sending, waiting, delivered or failed.")
    created_at = date_time("When it was first sent.")
    attempts = WebhookAttempt(many=True, help_text="The last twenty, oldest first.")


class WebhookDeliveryList(serializers.Serializer):
    """One page of deliveries, newest first; kept for thirty days."""

    data = WebhookDelivery(many=True)
    page = WebhookPage()


def endpoint_form(endpoint: Endpoint) -> dict[str, Any]:
    """As WebhookEndpoint says."""
    head, position = log_head(), endpoint.position
    return {
        "id": str(endpoint.pk),
        "url": endpoint.url,
        "event_types": endpoint.event_types,
        "filter": endpoint.filter,
        "description": endpoint.description,
        "status": endpoint.status,
        "reason": endpoint.reason or None,
        "position": token(head.epoch, position) if position is not None else None,
        "waiting": max(0, head.position - position) if position is not None else None,
        "failures": endpoint.failures,
        "next_attempt_at": _instant(endpoint.next_attempt_at),
        "last_attempt_at": _instant(endpoint.last_attempt_at),
        "last_success_at": _instant(endpoint.last_success_at),
        "last_error": endpoint.last_error or None,
        "previous_secret_until": _instant(endpoint.previous_until),
        "verified_at": _instant(endpoint.verified_at),
        "created_at": _instant(endpoint.created_at),
        "updated_at": _instant(endpoint.updated_at),
    }


def delivery_form(delivery: Delivery) -> dict[str, Any]:
    """As WebhookDelivery says."""
    position = delivery.position
    attempts = [{**attempt, "at": rfc3339(attempt["at"])} for attempt in delivery.tried()]
    return {
        "id": str(delivery.pk),
        "event_id": delivery.message_id,
        "type": delivery.type,
        "position": token(log_head().epoch, position) if position is not None else None,
        "state": delivery.state,
        "created_at": _instant(delivery.created_at),
        "attempts": attempts,
    }


def _instant(at: dt.datetime | None) -> str | None:
    return rfc3339(at) if at else None
