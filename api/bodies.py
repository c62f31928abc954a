"""Strict reading of a request's JSON body: nothing is repaired, nothing ignored; every fault is named."""

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from django.http import HttpRequest, UnreadablePostError

from api.errors import Refusal, printable

MOST_BYTES = 64 * 1024
MEDIA_TYPE = "application/json"


class Unprocessable(Refusal):
    """422 that names every refused member: `errors` is `[{param, reason}]`."""

    def __init__(self, errors: list[dict[str, str]]):
        shown = [{"param": printable(error["param"]), "reason": printable(error["reason"])} for error in errors]
        named = ", ".join(dict.fromkeys(error["param"] for error in shown))
        super().__init__("unprocessable", f"Refused: {named}", {"errors": shown})


def refuse(param: str, reason: str) -> NoReturn:
    """Raise Unprocessable for one member."""
    raise Unprocessable([{"param": param, "reason": reason}])


def read_object(request: HttpRequest, known: Iterable[str], *, required: bool = False) -> dict[str, Any]:
    """The members of the body's JSON object; no body is an empty one unless it is `required`.

    Raises Refusal: 413 above 64 KiB, 415 for another media type, 400 for what is no JSON, 422 for another value than
    an object and for members that are not `known`.
    """
    raw = _raw(request)
    if not raw and required:
        raise Refusal("bad-request", "a body is needed: a JSON object")
    if not raw:
        return {}
    if request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise Refusal("unsupported-media-type")
    given = _parsed(raw)
    if not isinstance(given, dict):
        refuse("body", "a JSON object")
    unknown = [name for name in given if name not in set(known)]
    if unknown:
        raise Unprocessable([{"param": name, "reason": "unknown member"} for name in unknown])
    return given


def _raw(request: HttpRequest) -> bytes:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Refusal("payload-too-large", f"at most {MOST_BYTES} bytes are read")
    try:
        return bytes(request.body)
    except UnreadablePostError as error:
        raise Refusal("bad-request", "the body ended before its length") from error


def _parsed(raw: bytes) -> Any:
    try:
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Refusal("bad-request", "the body is not JSON in UTF-8, with every member once") from error
    if not _storable(found):
        raise Refusal("bad-request", "the body has characters that are no text")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member is given twice")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def _storable(value: Any) -> bool:
    """NUL and lone surrogates are JSON, but no text that a database keeps."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and any(mark == "\0" or "\ud800" <= mark <= "\udfff" for mark in one):
            return False
    return True
