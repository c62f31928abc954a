"""Keyset pages over PublishedItem-like rows: an opaque signed cursor that carries its order, filters and instant."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from api.errors import InvalidParameters

_SIGNER = signing.Signer(sep=".", salt="api.cursor")
_INVALID = InvalidParameters([{"param": "cursor", "reason": "not a cursor of this list"}])


@dataclass(frozen=True)
class Key:
    """One member of an order: a field or annotation, its direction; nulls stand last either way."""

    name: str
    descending: bool = False

    @property
    def order(self) -> OrderBy:
        """The ORDER BY term."""
        return OrderBy(F(self.name), descending=self.descending, nulls_last=True)

    def after(self, value: Any) -> Q:
        """Rows that stand behind `value` by this key alone."""
        if value is None:
            return Q(pk__in=[])
        return Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value}) | Q(**{f"{self.name}__isnull": True})

    def same(self, value: Any) -> Q:
        """Rows that are level with `value`."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: the last row's key values, and the instant all pages of this walk are as at."""

    at: dt.datetime
    values: tuple[Any, ...]


def digest(*parts: str) -> str:
    """What a cursor belongs to: list, order and filters, in short."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def encode(cursor: Cursor, belongs_to: str) -> str:
    """The opaque text; equal cursors give equal texts."""
    values = [[_TYPES[type(value)], str(value)] if value is not None else None for value in cursor.values]
    return _SIGNER.sign_object([belongs_to, cursor.at.isoformat(), values])


def decode(text: str, belongs_to: str) -> Cursor:
    """The cursor of a text made by `encode` for the same list, order and filters; raises InvalidParameters."""
    try:
        owner, at, values = _SIGNER.unsign_object(text)
    except Exception as error:  # the decoders below the signer raise many kinds, all of them mean a broken text
        raise _INVALID from error
    if owner != belongs_to:
        reason = "belongs to another list, order or filter; send the same parameters as for its first page"
        raise InvalidParameters([{"param": "cursor", "reason": reason}])
    return Cursor(dt.datetime.fromisoformat(at), tuple(_READERS[row[0]](row[1]) if row else None for row in values))


def page(
    rows: QuerySet[Any], keys: Sequence[Key], size: int, cursor: Cursor | None
) -> tuple[list[Any], tuple[Any, ...] | None]:
    """(the rows of one page, the key values of its last row if there is a next page, else None)."""
    if cursor:
        rows = rows.filter(_behind(keys, cursor.values))
    found = list(rows.order_by(*(key.order for key in keys))[: size + 1])
    if len(found) <= size:
        return found, None
    last = found[size - 1]
    return found[:size], tuple(_value(last, key.name) for key in keys)


def _behind(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    condition, level = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        condition |= level & key.after(value)
        level &= key.same(value)
    return condition


def _value(row: Any, name: str) -> Any:
    return getattr(row, name)


_TYPES = {int: "i", str: "s", dt.datetime: "t", dt.date: "d", UUID: "u"}
_READERS: dict[str, Callable[[str], Any]] = {
    "i": int,
    "s": str,
    "t": dt.datetime.fromisoformat,
    "d": dt.date.fromisoformat,
    "u": UUID,
}
