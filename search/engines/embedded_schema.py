"""The fields of the embedded index, and a document as tantivy takes it."""

from collections.abc import Iterable
from typing import Any

import tantivy

from search.filing import Deadline, Deletion, SearchDocument, digest_of, tie_of
from search.text.analysis import Analysed

# Deadlines before the last few are merged: they order calls for instants long past, filters stay exact.
DEADLINES = 8
LARGEST = 2**63 - 1
NUMBERS = ("date", "issued", "updated", "level_rank", "amount")
TEXTS = ("title_pairs", "title_characters", "title_sounds", "text_pairs", "text_characters")
# Before every counted value: what looks like an instant would be taken for one.
VALUE = "="
# `latest` orders what is equal in one number: 22 bits of the date, then as much of the tie as is left, turned round.
DATE_BITS, TIE_BITS, TIE_LEFT = 22, 56, 41


def schema() -> Any:
    """Texts are cut in Python and joined by blanks: the engine only splits at blanks."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "state"):
        builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
    for name in ("terms", "exact"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("counted", fast=True, tokenizer_name="raw", index_option="basic")
    for name in TEXTS:
        option = "position" if name == "title_pairs" else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    builder.add_bytes_field("digest", stored=True, indexed=False, fast=False)
    builder.add_integer_field("position", stored=True, fast=True)
    for name in (*NUMBERS, "latest"):
        builder.add_integer_field(name, fast=True)
    for number in range(DEADLINES):
        for name in ("until", "opens", "closes"):
            builder.add_integer_field(f"{name}_{number}", fast=True)
    return builder.build()


def live(document: SearchDocument, cut: Analysed) -> Any:
    """A record that can be found."""
    found = _versioned(document, "live")
    found.add_bytes("digest", bytes.fromhex(digest_of(document)))
    for name in TEXTS:
        found.add_text(name, getattr(cut, name))
    for name, values in (("terms", document.terms), ("exact", cut.exact)):
        for value in values:
            found.add_text(name, value)
    found.add_json("counted", by_beginning(document.codes))
    for name in NUMBERS:
        _add_integer(found, name, getattr(document, name))
    _add_integer(found, "latest", latest(document))
    for number, deadline in enumerate(last(document.deadlines)):
        _add_integer(found, f"until_{number}", deadline.until)
        _add_integer(found, f"opens_{number}", deadline.opens)
        _add_integer(found, f"closes_{number}", deadline.closes)
    return found


def gone(deletion: Deletion) -> Any:
    """A record that must not come back with an older position."""
    return _versioned(deletion, "gone")


def by_beginning(codes: Iterable[str]) -> dict[str, list[str]]:
    """Codes by the part before the first colon, so that each facet is counted alone; the rest is a VALUE."""
    found: dict[str, list[str]] = {}
    for code in codes:
        beginning, _, rest = code.partition(":")
        found.setdefault(beginning, []).append(VALUE + rest)
    return found


def latest(document: SearchDocument) -> int:
    """Descending by this is: the latest date first, then the smallest tie."""
    date = max(0, min(2**DATE_BITS - 1, document.date))
    return date << TIE_LEFT | (2**TIE_BITS - 1 - tie_of(document.id)) >> (TIE_BITS - TIE_LEFT)


def last(deadlines: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    """As many as there are fields; the earliest are dropped, the first that is left answers for them."""
    return deadlines[-DEADLINES:]


def _versioned(holder: SearchDocument | Deletion, state: str) -> Any:
    found = tantivy.Document()
    found.add_text("id", holder.id)
    found.add_text("state", state)
    _add_integer(found, "position", holder.position)
    return found


def _add_integer(document: Any, name: str, value: int) -> None:
    """Only what fits a signed field: a number of the wrong kind kills tantivy's writer, not just the document."""
    document.add_integer(name, max(-LARGEST, min(LARGEST, int(value))))
