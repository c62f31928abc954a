"""What a reader of the log wants to see: event types, and the one filter grammar over what filters knew."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from api.content.queries import parsed
from api.errors import InvalidParameters
from portal.publication.events import as_left, wire
from portal.publication.facts import instant_before
from portal.publication.models import PublicationEvent
from search.filters.facet_types import Facet
from search.filters.facets import FACETS
from search.filters.grammar import Selection
from search.filters.matching import FACETS_BY_FACTS, PARAMETERS_BY_FACTS, Matcher
from search.filters.parameter_types import Parameter
from search.filters.parameters import PARAMETERS

MOST_TYPES = 50


@dataclass(frozen=True)
class ChangeFilter:
    """`types` as sent (`notice.*`, `policy.updated`; none: all), `selection` of the codes (None: every record)."""

    types: tuple[str, ...] = ()
    selection: Selection | None = None
    matcher: Matcher | None = None

    @property
    def everything(self) -> bool:
        """Whether every event passes as it is stored."""
        return not self.types and self.matcher is None

    def possible(self) -> Q:
        """What the database can leave out: nothing that `seen` would show is lost."""
        if self.matcher is None or self.selection is None:
            return self._of_types()
        kinds = self.selection.chosen.get("kind")
        return Q(kind__in=kinds) if kinds else Q()

    def seen(self, event: PublicationEvent) -> str | None:
        """The event as this reader gets it (wire text); None when it is nothing to them.

        `left_filter`, whatever `types` says, where the record matched before the event, or the instant before the
        boundary, and not after. What filters knew of a redacted record is gone: its tombstones go to everybody.
        """
        if self.matcher is None:
            return wire(event.body) if self.wants(event.type) else None
        if self._matched(self.matcher, event.after, event.time):
            return wire(event.body) if self.wants(event.type) else None
        if not self._had(self.matcher, event):
            return None
        whole = event.after is None and self.wants(event.type)
        return wire(event.body) if whole else as_left(wire(event.body))

    def wants(self, event_type: str) -> bool:
        """Whether `types` names the event's type."""
        if not self.types:
            return True
        return any(
            event_type == wanted or (wanted.endswith(".*") and event_type.startswith(wanted[:-1]))
            for wanted in self.types
        )

    def _had(self, matcher: Matcher, event: PublicationEvent) -> bool:
        """Whether a copy that follows this filter may hold the record up to this event."""
        if event.before is None and event.after is None:
            kinds = matcher.selection.chosen.get("kind", (event.kind,))
            return event.type.endswith(".withdrawn") and event.kind in kinds
        return event.before is not None and matcher.matches(event.before, instant_before(event.before, event.time))

    @staticmethod
    def _matched(matcher: Matcher, facts: dict | None, at: dt.datetime) -> bool:
        return facts is not None and matcher.matches(facts, at)

    def _of_types(self) -> Q:
        exact = [wanted for wanted in self.types if not wanted.endswith(".*")]
        found = Q(type__in=exact) if exact else Q()
        for wanted in self.types:
            found |= Q(type__startswith=wanted[:-1]) if wanted.endswith(".*") else Q()
        return found


def change_filter(types: str | None, given: Mapping[str, str]) -> ChangeFilter:
    """The filter of `types` and the other parameters as sent; raises InvalidParameters naming what is wrong."""
    selection = parsed(dict(given), known_facets(), known_parameters())
    wanted = types_of(types)
    if not (selection.chosen or selection.excluded or selection.values):
        return ChangeFilter(wanted)
    return ChangeFilter(wanted, selection, Matcher(selection, timezone.now()))


def known_facets() -> list[Facet]:
    """The facets by which the log can be filtered."""
    return [FACETS[name] for name in FACETS_BY_FACTS]


def known_parameters() -> list[Parameter]:
    """The typed parameters by which the log can be filtered."""
    return [PARAMETERS[name] for name in PARAMETERS_BY_FACTS]


def types_of(text: str | None) -> tuple[str, ...]:
    """The event types of parameter `types`; raises InvalidParameters."""
    if text is None:
        return ()
    words = tuple(dict.fromkeys(text.split(",")))
    if len(words) > MOST_TYPES or any(not _is_type(word) for word in words):
        reason = "event types separated by commas, such as notice.published or notice.*"
        raise InvalidParameters([{"param": "types", "reason": reason}])
    return words


def _is_type(word: str) -> bool:
    subject, _dot, verb = word.partition(".")
    return word.isascii() and subject.isidentifier() and (verb == "*" or verb.isidentifier())
