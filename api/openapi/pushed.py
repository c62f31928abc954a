"""What the portal sends of its own accord, for the `webhooks` section of the OpenAPI document."""

from typing import Any

EVENT = {"$ref": "#/components/schemas/Event"}
MEDIA_TYPE = "application/cloudevents+json"


def webhooks() -> dict[str, Any]:
    """Events, the challenge and the test message, each as one path item."""
    return {
        "event": _item(
            "receiveEvent",
            "A public change, in the order of the log; the same bytes as in the feed",
            EVENT,
            {"2XX": {"description": "Taken: the next event follows. Nothing of the body is read."}},
        ),
        "challenge": _item(
            "receiveChallenge",
            "Asks whether the receiver wants messages; sent by verify",
            _own("webhook.challenge", {"challenge": {"type": "string", "description": "The word to give back."}}),
            {"200": {"description": "The same word", "content": {"application/json": {"schema": _word()}}}},
        ),
        "test": _item(
            "receiveTest",
            "A test message; sent by test",
            _own("webhook.test", {"id": {"type": "string", "format": "uuid", "description": "The endpoint's id."}}),
            {"2XX": {"description": "Taken."}},
        ),
    }


def _item(name: str, summary: str, schema: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "tags": ["webhooks"],
            "security": [{}],
            "parameters": _headers(),
            "requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": schema}}},
            "responses": {
                **answers,
                "410": {"description": "The endpoint is switched off at once."},
                "default": {"description": "Anything else is tried again later; Retry-After is obeyed."},
            },
        }
    }


def _headers() -> list[dict[str, Any]]:
    """Standard Webhooks 1.0."""
    described = {
        "webhook-id": "The message's id, the same on every attempt: take each once.",
        "webhook-timestamp": "Seconds since 1970 at this attempt; refuse what is minutes old.",
        "webhook-signature": "v1, and the base64 of HMAC-SHA256 over id.timestamp.body; several, separated by spaces.",
    }
    return [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}, "description": text}
        for name, text in described.items()
    ]


def _own(kind: str, members: dict[str, Any]) -> dict[str, Any]:
    """An envelope without place in the log: it has no sequence and was not recorded."""
    data = {"type": "object", "properties": members, "required": list(members)}
    texts = ("specversion", "id", "source", "subject", "datacontenttype")
    properties = {
        **{name: {"type": "string"} for name in texts},
        "type": {"type": "string", "const": kind},
        "time": {"type": "string", "format": "date-time"},
        "data": data,
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _word() -> dict[str, Any]:
    return {"type": "object", "properties": {"challenge": {"type": "string"}}, "required": ["challenge"]}
