"""The change feed in the OpenAPI document."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from api.changes.asking import LIMIT, LONGEST_WAIT, MOST
from api.changes.filters import known_facets, known_parameters
from api.content.forms.members import anything, date_time, text, yes_or_no
from api.openapi import parameters as described
from api.openapi.operations import Operation

TYPES = r"^[A-Za-z_][A-Za-z0-9_]*\.(\*|[A-Za-z_][A-Za-z0-9_]*)(,[A-Za-z_][A-Za-z0-9_]*\.(\*|[A-Za-z_][A-Za-z0-9_]*))*$"


class Event(serializers.Serializer):
    """One public change, CloudEvents 1.0; the same bytes in feed, stream and webhook."""

    specversion = text("1.0.")
    id = text("Unique over everything this portal ever sends.")
    source = text("The API whose event it is.")
    type = text("What happened, such as notice.updated.")
    subject = text("kind/id.")
    time = date_time("When it happened; of a boundary the boundary itself.")
    sequence = text("Its position, zero-padded to 20 digits: dense, in the order of commits.")
    recordedtime = date_time("When it was written.")
    datacontenttype = text("application/json.")
    data = anything("id, version, deleted, and object, changed, reason, successor, late where they apply.")


class ChangesPage(serializers.Serializer):
    """Events in order, and where to go on."""

    data = Event(many=True)
    next_cursor = text("`after` of the next request; store it with what you made of the page.")
    has_more = yes_or_no("Whether there is more already.")


def following_feed() -> Operation:
    """`/changes`."""
    return Operation("listChanges", "Changes in order", "changes", ChangesPage, _of_feed, expires=True)


def following_stream() -> Operation:
    """`/changes/stream`."""
    string = {"type": "string"}
    return Operation(
        "streamChanges", "Changes as Server-Sent Events", "changes", string, _of_stream,
        media="text/event-stream", expires=True,
    )  # fmt: skip


def _of_feed() -> list[OpenApiParameter]:
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    wait = {"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT, "default": 0}
    return [
        *_common(),
        described.query("limit", limit, "Most events on a page."),
        described.query("wait", wait, "Seconds to wait for news before an empty page is answered."),
        *_filters(),
    ]


def _of_stream() -> list[OpenApiParameter]:
    resumed = OpenApiParameter(
        "Last-Event-ID", {"type": "string"}, OpenApiParameter.HEADER, description="The id of the last event that came."
    )
    return [*_common(), resumed, *_filters()]


def _common() -> list[OpenApiParameter]:
    position = {"type": "string", "minLength": 1}
    types = {"type": "string", "pattern": TYPES}
    return [
        described.query("after", position, "A position, or now; without it from the oldest event that is kept."),
        described.query("types", types, "Event types separated by commas; notice.* means every type of notices."),
    ]


def _filters() -> list[OpenApiParameter]:
    return [*described.filters(known_facets()), *described.typed(known_parameters())]
