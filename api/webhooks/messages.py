"""What is sent: events as the feed has them, challenges and tests, and the headers of Standard Webhooks 1.0."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.changes.reader import Seen
from api.links import absolute
from api.webhooks.models import Endpoint
from api.webhooks.secrets import PREFIX, secrets_of
from portal.outgoing import Answer, post
from portal.publication.events import SOURCE, rfc3339_utc

# CloudEvents over HTTP in structured mode.
MEDIA_TYPE = "application/cloudevents+json"
TEST, CHALLENGE = "webhook.test", "webhook.challenge"


@dataclass(frozen=True)
class Message:
    """`id` is the `webhook-id`, `text` the body; `position` is the event's, None for what is not of the log."""

    id: str
    type: str
    text: str
    position: int | None = None


def of_event(seen: Seen) -> Message:
    """The very text that the feed gives."""
    event = json.loads(seen.text)
    return Message(event["id"], event["type"], seen.text, seen.position)


def challenge(endpoint: Endpoint, word: str, at: dt.datetime) -> Message:
    """To be answered with a 2xx and the JSON object `{"challenge": word}`."""
    return _own(f"challenge-{word}", CHALLENGE, endpoint.pk, at, {"challenge": word})


def test(endpoint: Endpoint, id: str, at: dt.datetime) -> Message:
    """Shows the receiver's programmer that signature and way are right."""
    return _own(id, TEST, endpoint.pk, at, {"id": str(endpoint.pk), "test": True})


def _own(id: str, kind: str, endpoint: UUID, at: dt.datetime, members: dict[str, Any]) -> Message:
    envelope = {
        "specversion": "1.0",
        "id": id,
        "source": absolute(SOURCE),
        "type": kind,
        "subject": f"webhook-endpoints/{endpoint}",
        "time": rfc3339_utc(at),
        "datacontenttype": "application/json",
        "data": members,
    }
    return Message(id, kind, json.dumps(envelope, ensure_ascii=False, separators=(",", ":")))


def send(endpoint: Endpoint, message: Message, at: dt.datetime) -> Answer:
    """One attempt; raises api.webhooks.secrets.Unreadable."""
    body = message.text.encode()
    signed = headers(message.id, at, body, secrets_of(endpoint, at))
    return post(endpoint.url, body, signed)


def headers(id: str, at: dt.datetime, body: bytes, secrets: Iterable[str]) -> dict[str, str]:
    """Signed with each secret over `id.timestamp.body`."""
    timestamp = str(int(at.timestamp()))
    signed = b".".join([id.encode(), timestamp.encode(), body])
    return {
        "content-type": MEDIA_TYPE,
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
