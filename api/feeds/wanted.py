"""Which records a feed or a calendar is of: kinds and the lists' filter grammar, with one canonical form."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone

from api.content.queries import parsed
from portal.publication.facts import instant_before
from portal.publication.kinds import KINDS
from portal.publication.models import PublicationEvent, PublishedItem
from search.filters.facets import facets_of
from search.filters.grammar import Selection
from search.filters.matching import FACETS_BY_FACTS, PARAMETERS_BY_FACTS, Matcher
from search.filters.parameters import parameters_of

ALL = "all"


@dataclass(frozen=True)
class Wanted:
    """`kinds` (none: all) and what was selected among them; `canonical` is its one query string, codes sorted."""

    kinds: tuple[str, ...]
    selection: Selection

    @cached_property
    def canonical(self) -> str:
        """See `canonical`."""
        return canonical(self.selection)

    def live(self, at: dt.datetime) -> QuerySet[PublishedItem]:
        """The public records that belong to it at an instant."""
        return self._of_kinds(PublishedItem.objects.filter(live=True)).filter(self.selection.q(at))

    def withdrawn(self) -> QuerySet[PublishedItem]:
        """The withdrawn records of its kinds; `had` says which of them belonged to it."""
        return self._of_kinds(PublishedItem.objects.filter(live=False))

    def had(self, item: PublishedItem) -> bool:
        """Whether a withdrawn record belonged to it until then; of a redacted one only its kind is known."""
        if item.facts is None or item.withdrawn_at is None:
            return item.kind in self.selection.chosen.get("kind", (item.kind,))
        return self._matcher.matches(item.facts, instant_before(item.facts, item.withdrawn_at))

    def left(self, event: PublicationEvent) -> bool:
        """Whether a record that stayed public left it with this event."""
        if self.kinds and event.kind not in self.kinds or event.before is None or event.after is None:
            return False
        before = self._matcher.matches(event.before, instant_before(event.before, event.time))
        return before and not self._matcher.matches(event.after, event.time)

    def touched(self, event: PublicationEvent) -> bool:
        """Whether an event changed what it holds."""
        if self.kinds and event.kind not in self.kinds:
            return False
        if event.before is None and event.after is None:
            return True
        before = event.before is not None and self._matcher.matches(
            event.before, instant_before(event.before, event.time)
        )
        return before or (event.after is not None and self._matcher.matches(event.after, event.time))

    @property
    def narrowed(self) -> bool:
        """Whether a record can leave it without being withdrawn."""
        return bool(self.canonical)

    @cached_property
    def _matcher(self) -> Matcher:
        """By what filters knew. Words and deadlines are not among it: for what is gone they narrow nothing."""
        kept = replace(
            self.selection,
            chosen=_only(self.selection.chosen, FACETS_BY_FACTS),
            excluded=_only(self.selection.excluded, FACETS_BY_FACTS),
            values=_only(self.selection.values, PARAMETERS_BY_FACTS),
        )
        return Matcher(kept, timezone.now())

    def _of_kinds(self, items: QuerySet[PublishedItem]) -> QuerySet[PublishedItem]:
        return items.filter(kind__in=self.kinds) if self.kinds else items


def wanted(given: dict[str, str], kind: str, allowed: Iterable[str] = ()) -> Wanted:
    """What the parameters of a feed of one kind, or of ALL, ask for: those of the list, but for the instant.

    Raises InvalidParameters naming what is unknown or malformed.
    """
    listed = "" if kind == ALL else kind
    known = [parameter for parameter in parameters_of(listed) if parameter.name != "as_of"]
    selection = parsed(given, facets_of(listed), known, allowed)
    return Wanted((kind,) if kind in KINDS else selection.chosen.get("kind", ()), selection)


def canonical(selection: Selection) -> str:
    """The selection as a query string that is the same however it was written: names and codes in order."""
    pairs = {name: selection.parameters[name].write(value) for name, value in selection.values.items() if value != ""}
    pairs |= {name: ",".join(sorted(values)) for name, values in selection.chosen.items()}
    pairs |= {f"-{name}": ",".join(sorted(values)) for name, values in selection.excluded.items()}
    return urlencode(sorted(pairs.items()), safe=",")


def _only(members: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: members[name] for name in names if name in members}
