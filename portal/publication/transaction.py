"""The one outermost block in which anything may be published; the log is numbered as its last statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from django.db import transaction as database

from portal.publication.buffer import Buffer, Pending, Publishable, buffer_in_use
from portal.publication.flush import flush


@contextmanager
def transaction() -> Iterator[None]:
    """All or nothing: the database change and its log rows. Nested, it is a savepoint whose changes roll back alone."""
    buffer = buffer_in_use.get()
    if buffer is None:
        with _outermost():
            yield
        return
    kept, kept_fired = dict(buffer.pending), list(buffer.fired)
    try:
        with database.atomic():
            yield
            _prepare(buffer)
    except BaseException:
        buffer.pending, buffer.fired = kept, kept_fired
        raise


@contextmanager
def _outermost() -> Iterator[None]:
    buffer = Buffer()
    token = buffer_in_use.set(buffer)
    try:
        with database.atomic(durable=True):
            yield
            _prepare(buffer)
            flush(buffer)
    finally:
        buffer_in_use.reset(token)


def _prepare(buffer: Buffer) -> None:
    """Render now what was buffered: a record that cannot be rendered fails its own savepoint, not the batch."""
    dependents: dict[UUID, Publishable] = {}
    for pending in [change for change in buffer.pending.values() if not change.prepared]:
        buffer.pending[pending.id] = _prepared(pending)
        if pending.publishable:
            dependents.update({page.permanent_id: page for page in pending.publishable.dependents()})
    for page_id, page in dependents.items():
        if page_id not in buffer.pending:
            buffer.pending[page_id] = _prepared(Pending(page_id, page))


def _prepared(pending: Pending) -> Pending:
    page = pending.publishable
    rendering = page.rendering() if page else None
    reason = pending.reason or (page.absence() if page and rendering is None else "")
    return replace(pending, rendering=rendering, reason=reason, prepared=True)
