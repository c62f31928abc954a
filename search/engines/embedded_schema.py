"""The fields of the embedded index, and a document as tantivy takes it."""

from hashlib import blake2b
from typing import Any

import tantivy

from search.chinese import compact, is_chinese, normalise, runs
from search.filing import Deadline, Deletion, SearchDocument

# Deadlines before the last few are merged: they order calls for instants long past, filters stay exact.
DEADLINES = 8
LARGEST = 2**63 - 1


def schema() -> Any:
    """Texts are cut in Python and joined by blanks: the engine only splits at blanks."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "state"):
        builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
    for name in ("terms", "exact"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("codes", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title_pairs", tokenizer_name="whitespace", index_option="position")
    for name in ("title_characters", "text_pairs", "text_characters"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("position", stored=True, fast=True)
    for name in ("date", "issued", "updated", "level_rank"):
        builder.add_integer_field(name, fast=True)
    for number in range(DEADLINES):
        builder.add_integer_field(f"until_{number}", fast=True)
        builder.add_integer_field(f"closes_{number}", fast=True)
    return builder.build()


def live(document: SearchDocument) -> Any:
    """A record that can be found."""
    found = _versioned(document, "live")
    pairs, characters = cut(document.title)
    found.add_text("title_pairs", pairs)
    found.add_text("title_characters", characters)
    pairs, characters = cut(document.text)
    found.add_text("text_pairs", pairs)
    found.add_text("text_characters", characters)
    for term in document.terms:
        found.add_text("terms", term)
    for code in document.codes:
        found.add_text("codes", code)
    for term in (title_term(compact(document.title)), *map(number_term, document.numbers)):
        found.add_text("exact", term)
    for name in ("date", "issued", "updated", "level_rank"):
        _add_integer(found, name, getattr(document, name))
    for number, deadline in enumerate(last(document.deadlines)):
        _add_integer(found, f"until_{number}", deadline.until)
        _add_integer(found, f"closes_{number}", deadline.closes)
    return found


def gone(deletion: Deletion) -> Any:
    """A record that must not come back with an older position."""
    return _versioned(deletion, "gone")


def cut(text: str) -> tuple[str, str]:
    """(bigrams and words, characters), each joined by blanks."""
    pairs: list[str] = []
    characters: list[str] = []
    for run in runs(normalise(text)):
        if not is_chinese(run):
            pairs.append(run)
            continue
        characters.extend(run)
        pairs.extend(map("".join, zip(run, run[1:], strict=False)) if len(run) > 1 else run)
    return " ".join(pairs), " ".join(characters)


def title_term(title: str) -> str:
    """The term of a whole title, of fixed length."""
    return "title:" + blake2b(title.encode(), digest_size=16).hexdigest()


def number_term(number: str) -> str:
    """The term of a document number in normal form."""
    return "number:" + blake2b(number.encode(), digest_size=16).hexdigest()


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
