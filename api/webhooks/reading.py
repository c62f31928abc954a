"""What a subscriber sends about an endpoint, read strictly; the same limits stand in the OpenAPI document."""

import re
from typing import Any

from rest_framework.request import Request

from api.bodies import Unprocessable, read_object
from api.changes.filters import MOST_TYPES
from api.errors import InvalidParameters
from api.webhooks.following import wanted
from portal.outgoing import Refused, check

LONGEST_URL, LONGEST_FILTER, LONGEST_DESCRIPTION = 2000, 2000, 500
LONGEST_GRACE, USUAL_GRACE = 7 * 86_400, 86_400
LONGEST_POSITION = 100
EVENT_TYPE = "[A-Za-z_][A-Za-z0-9_]{0,63}\\.(\\*|[A-Za-z_][A-Za-z0-9_]{0,63})"
MEMBERS: dict[str, dict[str, Any]] = {
    "url": {
        "type": "string", "format": "uri", "minLength": 1, "maxLength": LONGEST_URL, "examples": ["https://receiver.example.org/huiqi"],
        "description": "Where to send: https, port 443, a public host.",
    },
    "event_types": {
        "type": "array", "maxItems": MOST_TYPES, "items": {"type": "string", "pattern": f"^{EVENT_TYPE}$"},
        "examples": [["notice.*", "policy.published"]],
        "description": "Types as in the parameter types of /changes; none: all.",
    },
    "filter": {
        "type": "string", "maxLength": LONGEST_FILTER, "examples": ["level=city&field=technology"],
        "description": "A query string of the filter grammar of /changes; empty: every record.",
    },
    "description": {"type": "string", "maxLength": LONGEST_DESCRIPTION, "description": "For your own use."},
}  # fmt: skip
NEW = {
    "type": "object", "title": "NewWebhookEndpoint", "properties": MEMBERS, "required": ["url"],
    "additionalProperties": False,
}  # fmt: skip
CHANGED = {
    "type": "object", "title": "ChangedWebhookEndpoint", "properties": MEMBERS, "additionalProperties": False,
}  # fmt: skip
ROTATION = {
    "type": "object", "title": "SecretRotation", "additionalProperties": False,
    "properties": {
        "grace_seconds": {
            "type": "integer", "minimum": 0, "maximum": LONGEST_GRACE, "default": USUAL_GRACE,
            "description": "How long the old secret signs beside the new one.",
        }
    },
}  # fmt: skip
REPLAY = {
    "type": "object", "title": "Replay", "required": ["after"], "additionalProperties": False,
    "properties": {
        "after": {
            "type": "string", "minLength": 1, "maxLength": LONGEST_POSITION,
            "description": "A position; what follows it is sent again.",
        }
    },
}  # fmt: skip
NOTHING = {"type": "object", "title": "Nothing", "additionalProperties": False}


def endpoint_members(request: Request, *, whole: bool) -> dict[str, Any]:
    """The members sent, `whole` for a new endpoint. Raises Unprocessable (422), InvalidParameters (400, the filter)."""
    given = read_object(request, MEMBERS, required=True)
    faults = [fault for name, value in given.items() if (fault := _fault(name, value))]
    if whole and "url" not in given:
        faults.append({"param": "url", "reason": "required"})
    if faults:
        raise Unprocessable(faults)
    _require_known_filter(given)
    return given


def grace_seconds(request: Request) -> int:
    """0 to a week; a day where nothing is said."""
    found = read_object(request, ("grace_seconds",)).get("grace_seconds", USUAL_GRACE)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= LONGEST_GRACE:
        raise Unprocessable([{"param": "grace_seconds", "reason": f"a whole number from 0 to {LONGEST_GRACE}"}])
    return found


def position(request: Request) -> str:
    """The member `after`."""
    found = read_object(request, ("after",)).get("after")
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_POSITION:
        raise Unprocessable([{"param": "after", "reason": "required: a position of the change feed"}])
    return found


def nothing(request: Request) -> None:
    """Verbs without members take an empty body or an empty object."""
    read_object(request, ())


def _fault(name: str, value: Any) -> dict[str, str] | None:
    reason = _types_fault(value) if name == "event_types" else _text_fault(value, MEMBERS[name]["maxLength"])
    if name == "url" and not reason:
        reason = _url_fault(value)
    return {"param": name, "reason": reason} if reason else None


def _text_fault(value: Any, longest: int) -> str:
    return "" if isinstance(value, str) and len(value) <= longest else f"a text of at most {longest} characters"


def _types_fault(value: Any) -> str:
    right = isinstance(value, list) and len(value) <= MOST_TYPES
    if right and all(isinstance(one, str) and re.fullmatch(EVENT_TYPE, one) for one in value):
        return ""
    return f"a list of at most {MOST_TYPES} event types such as notice.published or notice.*"


def _url_fault(value: str) -> str:
    try:
        check(value)
    except Refused as refusal:
        return str(refusal)
    return ""


def _require_known_filter(given: dict[str, Any]) -> None:
    try:
        wanted(given.get("event_types", []), given.get("filter", ""))
    except InvalidParameters as refusal:
        # `types` is a name of the feed; here the member is meant.
        errors = [
            {**error, "param": error["param"].replace("types", "event_types")} for error in refusal.members["errors"]
        ]
        raise InvalidParameters(errors) from refusal
