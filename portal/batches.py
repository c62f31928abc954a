"""Reading a long table while writing: SQLite writes nothing on a connection that is in the middle of a read."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
SIZE = 100


def in_batches(rows: "QuerySet[Row]", size: int = SIZE) -> Iterator[Row]:
    """The rows in the order of their primary keys, `size` at a time; a batch is read to its end before it is given."""
    ordered, last = rows.order_by("pk"), None
    while batch := list((ordered if last is None else ordered.filter(pk__gt=last))[:size]):
        yield from batch
        last = batch[-1].pk
