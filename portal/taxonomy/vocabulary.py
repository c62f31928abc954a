"""Labels, codes and the region tree from memory, kept per process and never older than a second.

Every change writes a new token into one row. Each process reads that row at most once per second and
drops what it holds when the token differs; the process that made the change drops it at once.
"""

import time
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction
from django.utils.translation import get_language

from portal.taxonomy.models import Region, VocabularyState
from portal.taxonomy.schemes import SCHEMES

CHECK_SECONDS = 1.0
_ROW = 1


@dataclass(frozen=True)
class Entry:
    """What is kept of a term."""

    code: str
    label: str
    label_en: str
    active: bool
    replaced_by: str | None


@dataclass
class Snapshot:
    """The vocabularies as at one token; each scheme is read when it is first asked for."""

    token: uuid.UUID | None
    checked_at: float
    _schemes: dict[str, dict[str, Entry]] = field(default_factory=dict)
    related: dict[str, frozenset[str]] = field(default_factory=dict)

    def scheme(self, name: str) -> dict[str, Entry]:
        """Terms of one scheme by code in display order. Raises KeyError for an unknown scheme."""
        if name not in self._schemes:
            rows = SCHEMES[name].objects.values_list("code", "label", "label_en", "active", "replaced_by__code")
            self._schemes[name] = {row[0]: Entry(*row) for row in rows}
        return self._schemes[name]

    @cached_property
    def parents(self) -> dict[str, set[str]]:
        """For each region those directly above it: its parent, what replaced it, and all that a park lies within."""
        above: dict[str, set[str]] = {}
        for code, *links in Region.objects.values_list("code", "parent__code", "replaced_by__code"):
            above[code] = {link for link in links if link}
        for park, division in Region.within.through.objects.values_list("from_region__code", "to_region__code"):
            above[park].add(division)
        return above

    @cached_property
    def children(self) -> dict[str, set[str]]:
        """The same edges downwards."""
        below: dict[str, set[str]] = defaultdict(set)
        for code, above in self.parents.items():
            for parent in above:
                below[parent].add(code)
        return below

    @cached_property
    def divisions(self) -> dict[str, list[str]]:
        """Active regions directly under each, in display order; a park stands last under what it lies within."""
        below: dict[str, list[str]] = defaultdict(list)
        active = Region.objects.filter(active=True)
        for code, parent in active.filter(parent__isnull=False).values_list("code", "parent__code"):
            below[parent].append(code)
        for park, division in active.filter(within__isnull=False).values_list("code", "within__code"):
            below[division].append(park)
        return below

    @cached_property
    def superiors(self) -> dict[str, str]:
        """What each region stands under; a park under the first of what it lies within."""
        return {code: above for above, codes in reversed(self.divisions.items()) for code in codes}


_snapshot: Snapshot | None = None


def _stored_token() -> uuid.UUID | None:
    return VocabularyState.objects.filter(pk=_ROW).values_list("token", flat=True).first()


def _current() -> Snapshot:
    """The snapshot to read. The token is read before the terms, so a change in between is noticed later."""
    global _snapshot
    now, snapshot = time.monotonic(), _snapshot
    if snapshot is not None and now - snapshot.checked_at < CHECK_SECONDS:
        return snapshot
    token = _stored_token()
    if snapshot is None or snapshot.token != token:
        snapshot = Snapshot(token, now)
    snapshot.checked_at = now
    _snapshot = snapshot
    return snapshot


def drop() -> None:
    """Forget everything kept in this process."""
    global _snapshot
    _snapshot = None


def changed() -> None:
    """Tell every process that terms changed. Dropped again on commit: another thread may have read meanwhile."""
    VocabularyState.objects.update_or_create(pk=_ROW, defaults={"token": uuid.uuid4()})
    drop()
    transaction.on_commit(drop)


def label(scheme: str, code: str, language: str | None = None) -> str:
    """The label of a code in `language` (default: the active one); an unknown code is its own label.

    English falls back to Chinese where a term has no English label. Raises KeyError for an unknown scheme.
    """
    entry = _current().scheme(scheme).get(code)
    if entry is None:
        return code
    english = (language or get_language() or "").startswith("en")
    return entry.label_en if english and entry.label_en else entry.label


def codes(scheme: str) -> list[str]:
    """The codes of the active terms in display order. Raises KeyError for an unknown scheme."""
    return [entry.code for entry in _current().scheme(scheme).values() if entry.active]


def knows(scheme: str, code: str) -> bool:
    """True for a code that the scheme has or ever had. Raises KeyError for an unknown scheme."""
    return code in _current().scheme(scheme)


def replacement(scheme: str, code: str) -> str:
    """The code that finally replaced `code`, or `code` itself."""
    return [code, *successors(scheme, code)][-1]


def successors(scheme: str, code: str) -> list[str]:
    """The codes that one after the other replaced `code`; none for one that stands."""
    entries, found = _current().scheme(scheme), [code]
    while (entry := entries.get(found[-1])) and entry.replaced_by and entry.replaced_by not in found:
        found.append(entry.replaced_by)
    return found[1:]


def _reach(edges: dict[str, set[str]], start: Iterable[str]) -> set[str]:
    reached, waiting = set(), set(start)
    while waiting:
        reached |= waiting
        waiting = {code for known in waiting for code in edges.get(known, ())} - reached
    return reached


def containing_regions(code: str) -> set[str]:
    """The region and all that contain it; a park is contained in every division it lies within."""
    return _reach(_current().parents, [code])


def contained_regions(code: str) -> set[str]:
    """The region, its divisions, and the parks that lie (also partly) within them."""
    return _reach(_current().children, [code])


def divisions(code: str) -> list[str]:
    """The active regions directly under one, in display order."""
    return list(_current().divisions.get(code, ()))


def way_down_to(code: str) -> list[str]:
    """From the country to the region itself, one step after the other; an unknown code is only itself."""
    above, found = _current().superiors, [code]
    while (superior := above.get(found[0])) and superior not in found:
        found.insert(0, superior)
    return found


def related_regions(code: str) -> frozenset[str]:
    """Containment both ways: what applies in one of these may apply in `code`. An unknown code is only itself."""
    known = _current().related
    if code not in known:
        known[code] = frozenset(containing_regions(code) | contained_regions(code))
    return known[code]
