"""A request to the hub: a form, of which members that are not known are ignored (WebSub §5.1)."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from api.errors import InvalidParameters, Refusal
from api.feeds.topics import topic_of
from api.parameters import of_query
from portal.outgoing import Refused, check, judged

MODES = ("subscribe", "unsubscribe")
MEDIA_TYPE = "application/x-www-form-urlencoded"
MOST_BYTES = 16 * 1024
LONGEST_CALLBACK = 2000
# WebSub §5.1: less than 200 bytes.
LONGEST_SECRET = 199


@dataclass(frozen=True)
class Asked:
    """What somebody wants of the hub; `host` is the callback's."""

    mode: str
    topic: str
    callback: str
    host: str
    lease_seconds: int
    secret: str


def asked(request: HttpRequest) -> Asked:
    """The request's form. Raises InvalidParameters (400) naming what is wrong, Refusal (413, 415)."""
    given = of_query(_body(request))
    faults = [{"param": name, "reason": reason} for name, reason in _faults(given) if reason]
    if faults:
        raise InvalidParameters(faults)
    return Asked(
        mode=given["hub.mode"],
        topic=given["hub.topic"],
        callback=given["hub.callback"],
        host=judged(given["hub.callback"]).host,
        lease_seconds=min(
            int(given.get("hub.lease_seconds") or settings.HUB_LEASE_SECONDS), settings.HUB_LONGEST_LEASE
        ),
        secret=given.get("hub.secret", ""),
    )


def _body(request: HttpRequest) -> bytes:
    if request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise Refusal("unsupported-media-type", f"send {MEDIA_TYPE}")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Refusal("payload-too-large", f"at most {MOST_BYTES} bytes are read")
    return bytes(request.body)


def _faults(given: dict[str, str]) -> list[tuple[str, str]]:
    secret = given.get("hub.secret", "").encode("utf-8", "replace")
    return [
        ("hub.mode", "" if given.get("hub.mode") in MODES else f"one of {', '.join(MODES)}"),
        ("hub.topic", "" if topic_of(given.get("hub.topic", "")) else "the rel=self address of one of our feeds"),
        ("hub.callback", _callback_fault(given.get("hub.callback", ""))),
        ("hub.lease_seconds", _lease_fault(given.get("hub.lease_seconds", ""))),
        ("hub.secret", "" if len(secret) <= LONGEST_SECRET else f"at most {LONGEST_SECRET} bytes"),
    ]


def _lease_fault(text: str) -> str:
    right = text == "" or (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0)
    return "" if right else "a whole number of seconds"


def _callback_fault(callback: str) -> str:
    if not 0 < len(callback) <= LONGEST_CALLBACK or "#" in callback:
        return f"required: an address of at most {LONGEST_CALLBACK} characters without fragment"
    try:
        check(callback)
    except Refused as refusal:
        return str(refusal)
    return ""
