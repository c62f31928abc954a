"""What changed since printing: the printed facts against those of now, and whether the record still stands."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from portal.printing.facts import Fact, facts_of
from portal.printing.reading import Printed
from portal.publication.models import PublishedItem
from portal.windows.clock import stamp

Form = dict[str, Any]
# Paragraphs of a changed text that are shown one by one.
MOST_PARAGRAPHS = 60
# Pairs of equal lines beyond which their order is not compared: everybody may ask for it, and it would take minutes.
MOST_PAIRS = 20_000
ENDED = ("repealed", "expired")


@dataclass(frozen=True)
class Change:
    """One fact: the lines that are no longer so, and those that are new."""

    name: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Since:
    """What became of an entry. `state`: same, changed, repealed, expired, withdrawn, taken_back (not to be read)."""

    printed: Printed
    state: str
    item: PublishedItem | None = None
    now: Form | None = None
    changes: list[Change] = field(default_factory=list)
    successor: PublishedItem | None = None


def since(
    printed: Printed, item: PublishedItem | None, detail: Form | None, released: dt.datetime, now: dt.datetime
) -> Since:
    """`item` and `detail` are the record as it stands; `released` and `now` are the two instants that are compared."""
    if printed.detail is None or item is None:
        return Since(printed, "taken_back", item)
    if not item.live or detail is None:
        successor = PublishedItem.objects.filter(pk=item.successor, live=True).first() if item.successor else None
        return Since(printed, "withdrawn", item, successor=successor)
    stamped = stamp(detail, now)
    changes = differences(printed.detail, released, detail, now)
    validity = stamped.get("validity")
    # What had ended before it was printed has not changed since.
    ended = validity if validity in ENDED and validity != stamp(printed.detail, released).get("validity") else ""
    return Since(printed, ended or ("changed" if changes else "same"), item, stamped, changes)


def differences(old: Form, then: dt.datetime, new: Form, now: dt.datetime) -> list[Change]:
    """What two detail forms, each as at its instant, do not say alike: facts, then title and text."""
    return compare(facts_of(old, then), facts_of(new, now)) + _texts(old, new)


def compare(old: list[Fact], new: list[Fact]) -> list[Change]:
    """Facts by key, in their order, that do not say the same."""
    before, after = {fact.key: fact for fact in old}, {fact.key: fact for fact in new}
    keys = [*after, *(key for key in before if key not in after)]
    found = [(before.get(key), after.get(key)) for key in keys]
    return [_change(one, other) for one, other in found if _lines(one) != _lines(other)]


def _lines(fact: Fact | None) -> tuple[str, ...]:
    return fact.lines if fact else ()


def _change(old: Fact | None, new: Fact | None) -> Change:
    name = str((new or old).name)  # type: ignore[union-attr]
    gone, added = _different(_lines(old), _lines(new))
    return Change(name, gone, added)


def _texts(old: Form, new: Form) -> list[Change]:
    """Title, and the text by paragraphs."""
    found = []
    if old["title"] != new["title"]:
        found.append(Change(_("Title"), (old["title"],), (new["title"],)))
    before, after = (tuple((form.get("body_text") or "").splitlines()) for form in (old, new))
    if before != after:
        gone, added = _different(before, after)
        found.append(Change(_("Text"), gone[:MOST_PARAGRAPHS], added[:MOST_PARAGRAPHS]))
    return found


def _different(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that only one of them has, where they differ; of texts that repeat themselves much, without order."""
    many, others = Counter(old), Counter(new)
    if sum(count * others[line] for line, count in many.items()) > MOST_PAIRS:
        return tuple((many - others).elements()), tuple((others - many).elements())
    gone: list[str] = []
    added: list[str] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[i:j]
            added += new[k:m]
    return tuple(gone), tuple(added)
