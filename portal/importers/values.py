"""Takes typed values out of a record; what is absent stays None, what is wrong refuses the record with a reason."""

import datetime as dt
import re
from typing import Any

from portal.importers.lines import Refused

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
_BROKEN = re.compile(r"[\x00\ud800-\udfff]")


def text(record: dict[str, Any], name: str, *, limit: int | None = None) -> str | None:
    """The trimmed text of a member, None when it is absent, null or empty. Refuses other types, NUL, surrogates."""
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused(f"{name}: text is wanted, this is {type(value).__name__}")
    if _BROKEN.search(value):
        raise Refused(f"{name}: contains NUL or half a surrogate pair")
    value = value.strip()
    if limit and len(value) > limit:
        raise Refused(f"{name}: {len(value)} characters, {limit} are possible")
    return value or None


def required(record: dict[str, Any], name: str, *, limit: int | None = None) -> str:
    """Like `text`, but refuses a record without it."""
    value = text(record, name, limit=limit)
    if value is None:
        raise Refused(f"{name}: missing")
    return value


def day(record: dict[str, Any], name: str) -> dt.date | None:
    """A whole day in ISO form; refuses other forms and days outside 1900 to 2100."""
    value = text(record, name)
    if value is None:
        return None
    try:
        found = dt.date.fromisoformat(value)
    except ValueError:
        raise Refused(f"{name}: {value[:40]!r} is not a date (YYYY-MM-DD)") from None
    if not EARLIEST <= found <= LATEST:
        raise Refused(f"{name}: {value} is outside {EARLIEST.year}–{LATEST.year}")
    return found


def texts(record: dict[str, Any], name: str) -> list[str]:
    """A list of texts; null is an empty list, empty members are left out."""
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refused(f"{name}: a list is wanted, this is {type(value).__name__}")
    found = [text({name: member}, name) for member in value]
    return [member for member in found if member]


def whole_number(record: dict[str, Any], name: str) -> int | None:
    """A count from 0 to 32,767 given as a number or as digits; refuses anything else."""
    value = record.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,5}", str(value)) or int(value) > 32767:
        raise Refused(f"{name}: {str(value)[:40]!r} is not a count")
    return int(value)


def yes_or_no(record: dict[str, Any], name: str) -> bool | None:
    """是 → True; 否 and 不支持 → False; absent → None; refuses other words."""
    value = text(record, name)
    if value is None:
        return None
    if value not in ("是", "否", "不支持", "支持"):
        raise Refused(f"{name}: {value[:40]!r} is neither 是 nor 否")
    return value in ("是", "支持")


def address(record: dict[str, Any], name: str) -> str | None:
    """A web address (http or https, at most 1,000 characters); refuses other schemes."""
    value = text(record, name, limit=1000)
    if value is not None and not re.match(r"https?://[^\s/]+", value):
        raise Refused(f"{name}: {value[:60]!r} is no web address")
    return value


def links(record: dict[str, Any], name: str) -> list[tuple[str, str]]:
    """Attachments as (name, address); one without a name is called after its file."""
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(member, dict) for member in value):
        raise Refused(f"{name}: a list of objects is wanted")
    found = [(text(member, "name", limit=500), address(member, "url")) for member in value]
    return [(title or url.rsplit("/", 1)[-1][:500] or url[:500], url) for title, url in found if url]
