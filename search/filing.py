"""What engines file: documents and deletions with their external versions, made by search.indexing.documents."""

from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True)
class Deadline:
    """`opens`, `closes` (microseconds since 1970, 0 for none) are what counts at every instant before `until`."""

    until: int
    closes: int
    opens: int = 0


@dataclass(frozen=True)
class SearchDocument:
    """What an engine files of one record. `position` is the external version: an older one never replaces a newer.

    `terms` are what it is filtered by, `codes` what is counted; `issued`, `date` are day numbers
    (0 for none), `updated` microseconds since 1970, `amount` the most one can get in yuan (0 for not stated).
    """

    id: str
    position: int
    title: str
    text: str = ""
    numbers: tuple[str, ...] = ()
    terms: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    date: int = 0
    issued: int = 0
    updated: int = 0
    level_rank: int = 9
    amount: int = 0
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True)
class Deletion:
    """A record that is gone; remembered with its position, so that a late write cannot bring it back."""

    id: str
    position: int


@dataclass(frozen=True)
class Filed:
    """What an index holds of a live record: its position, and the digest of the whole document (`digest_of`)."""

    position: int
    digest: str


def tie_of(record_id: str) -> int:
    """The last criterion of every order: the same on every engine, unrelated to content."""
    return int.from_bytes(blake2b(record_id.encode(), digest_size=7).digest())


def digest_of(document: SearchDocument) -> str:
    """Tells whether two documents are filed alike; the position has no say."""
    facts = [
        document.id, document.title, document.text, document.numbers, sorted(document.terms), sorted(document.codes),
        document.date, document.issued, document.updated, document.level_rank, document.amount,
        [(d.until, d.opens, d.closes) for d in document.deadlines],
    ]  # fmt: skip
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()
