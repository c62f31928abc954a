"""What a publication transaction has buffered; the log is written from it at the transaction's end."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from portal.publication.rendering import Rendering

if TYPE_CHECKING:
    from portal.publication.record import Fired


class NotInTransaction(RuntimeError):
    """Something was published outside `publication.transaction()`: the log could have missed it."""


class Publishable(Protocol):
    """What a page offers the log: its permanent id, its public rendering, who depends on it.

    A rendering of None means that the public may not read it; `absence` then is the withdrawal's reason.
    """

    permanent_id: UUID

    def rendering(self) -> Rendering | None: ...

    def absence(self) -> str: ...

    def dependents(self) -> Iterable["Publishable"]: ...


@dataclass(frozen=True)
class Pending:
    """One buffered change of one record; exactly one of `publishable`, `withdrawal` is set."""

    id: UUID
    publishable: Publishable | None = None
    rendering: Rendering | None = None
    reason: str = ""
    successor: UUID | None = None
    note: str = ""
    significant: bool = False
    prepared: bool = False


@dataclass
class Buffer:
    """Changes in the order in which their records were first touched, and boundaries fired by the clock.

    `touched` says that the site changed beside the log.
    """

    pending: dict[UUID, Pending] = field(default_factory=dict)
    fired: list["Fired"] = field(default_factory=list)
    touched: bool = False


buffer_in_use: ContextVar[Buffer | None] = ContextVar("publication_buffer", default=None)


def current_buffer() -> Buffer:
    """The buffer of the running transaction; raises NotInTransaction outside one."""
    buffer = buffer_in_use.get()
    if buffer is None:
        raise NotInTransaction("publishing is only possible inside publication.transaction()")
    return buffer
