"""An event as every reader gets it: CloudEvents 1.0 JSON, rendered once, the same bytes in feed, stream and webhook."""

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings

from portal.publication.addresses import PLACEHOLDER, with_absolute_addresses

if TYPE_CHECKING:
    from portal.publication.models import PublicationEvent

SOURCE = "/api/v1"


def rfc3339_utc(instant: dt.datetime) -> str:
    """RFC 3339 with offset Z, microseconds only if there are any."""
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def event_id(epoch: str, position: int) -> str:
    """The event's id, which is the webhook's too: unique over all epochs."""
    return f"{epoch}-{position}"


def render(event: "PublicationEvent", data: dict[str, Any]) -> str:
    """The stored text of an event; `data` is its own part (API.md §4) with site paths for addresses."""
    envelope = {
        "specversion": "1.0",
        "id": event_id(event.epoch, event.position),
        "source": f"{PLACEHOLDER}{SOURCE}",
        "type": event.type,
        "subject": f"{event.kind}/{event.item_id}",
        "time": rfc3339_utc(event.time),
        "sequence": f"{event.position:020d}",
        "recordedtime": rfc3339_utc(event.recorded_at),
        "datacontenttype": "application/json",
        "data": with_absolute_addresses(
            {"id": str(event.item_id), "version": event.version, **data}, base=PLACEHOLDER
        ),
    }  # fmt: skip
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))


def wire(body: str) -> str:
    """The text that leaves the portal: a stored one with the portal's present address in it."""
    return body.replace(PLACEHOLDER, settings.PORTAL_BASE_URL)


def as_left(body: str) -> str:
    """The view of a reader whose filter the record left with this event: a tombstone, same id and sequence."""
    event = json.loads(body)
    kept = {name: event["data"][name] for name in ("id", "version")}
    event["data"] = {**kept, "deleted": True, "reason": "left_filter", "successor": None}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))
