"""Strict reading of a query string: nothing is repaired, nothing ignored; every fault is named (API.md §1, rule 6)."""

import re
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest

from api.errors import InvalidParameters

MOST_PARAMETERS = 100


def read(request: HttpRequest) -> dict[str, str]:
    """The parameters as sent, each once, in order. Raises InvalidParameters for what is repeated or not UTF-8."""
    return of_query(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"))


def of_query(raw: bytes) -> dict[str, str]:
    """The same from a query string that was kept (webhook endpoints, subscriptions)."""
    found: dict[str, str] = {}
    errors: list[dict[str, str]] = []
    pairs = [pair for pair in raw.split(b"&") if pair]
    for pair in pairs[:MOST_PARAMETERS]:
        name, _, value = pair.partition(b"=")
        _read_one(_decode(name), value, found, errors)
    if len(pairs) > MOST_PARAMETERS:
        errors.append({"param": "?", "reason": f"more than {MOST_PARAMETERS} parameters"})
    if errors:
        raise InvalidParameters(errors)
    return found


def _read_one(name: str | None, value: bytes, found: dict[str, str], errors: list[dict[str, str]]) -> None:
    if not name:
        errors.append({"param": "?", "reason": "a parameter without a readable name"})
        return
    text = _decode(value)
    if name in found:
        errors.append({"param": name, "reason": "given more than once; separate several values with commas"})
    elif text is None or "\x00" in text + name:
        errors.append({"param": name, "reason": "not UTF-8 text without NUL"})
    found[name] = text or ""


def _decode(raw: bytes) -> str | None:
    try:
        return unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        return None


def refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    """Raise InvalidParameters naming every parameter that is not known here."""
    unknown = [name for name in given if name not in set(known)]
    if unknown:
        raise InvalidParameters([{"param": name, "reason": "unknown parameter"} for name in unknown])


def whole_number(name: str, text: str | None, default: int, lowest: int, highest: int) -> int:
    """A whole number in plain ASCII digits between the limits; raises InvalidParameters."""
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or not lowest <= int(text) <= highest:
        raise InvalidParameters([{"param": name, "reason": f"a whole number from {lowest} to {highest}"}])
    return int(text)
