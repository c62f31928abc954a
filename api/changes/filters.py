"""What a reader of the log wants to see: event types, and the one filter grammar over what filters knew."""

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from api.content.queries import parsed
from api.errors import InvalidParameters
from portal.publication.events import as_left, wire
from portal.publication.models import PublicationEvent
from search.filters.facets import FACETS
from search.filters.grammar import Selection
from search.filters.matching import FACETS_BY_FACTS, PARAMETERS_BY_FACTS, Matcher
from search.filters.parameters import PARAMETERS

MOST_TYPES = 50
INSTANT_BEFORE = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class ChangeFilter:
    """`types` as sent (`notice.*`, `policy.updated`; none: all), `selection` of the codes (None: every record)."""

    types: tuple[str, ...] = ()
    selection: Selection | None = None
    matcher: Matcher | None = None

    def seen(self, event: PublicationEvent) -> str | None:
        """The event as this reader gets it (wire text); None when it is nothing to them.

        `left_filter` where the record matched before the event, or the instant before the boundary, and not after.
        What filters knew of a redacted record is gone: its tombstones go to everybody.
        """
        if self.matcher is None:
            return wire(event.body) if self.wants(event.type) else None
        known = event.before is not None or event.after is not None
        before = not known or self._matched(event.before, event.time - INSTANT_BEFORE)
        if event.after is None:
            return self._withdrawn(event, known) if before else None
        if self._matched(event.after, event.time):
            return wire(event.body) if self.wants(event.type) else None
        return as_left(wire(event.body)) if before else None

    def _withdrawn(self, event: PublicationEvent, known: bool) -> str:
        return wire(event.body) if self.wants(event.type) or not known else as_left(wire(event.body))

    def _matched(self, facts: dict | None, at: dt.datetime) -> bool:
        return facts is not None and self.matcher is not None and self.matcher.matches(facts, at)

    def wants(self, event_type: str) -> bool:
        """Whether `types` names the event's type."""
        if not self.types:
            return True
        return any(
            event_type == wanted or (wanted.endswith(".*") and event_type.startswith(wanted[:-1]))
            for wanted in self.types
        )


def change_filter(types: str | None, given: dict[str, str]) -> ChangeFilter:
    """The filter of `types` and the other parameters as sent; raises InvalidParameters naming what is wrong."""
    known = [PARAMETERS[name] for name in PARAMETERS_BY_FACTS]
    selection = parsed(given, [FACETS[name] for name in FACETS_BY_FACTS], known)
    wanted = _types(types)
    if not (selection.chosen or selection.excluded or selection.values):
        return ChangeFilter(wanted)
    return ChangeFilter(wanted, selection, Matcher(selection, timezone.now()))


def filter_of_query(types: str | None, query: str) -> ChangeFilter:
    """The same from a stored query string (webhook endpoints, subscriptions)."""
    return change_filter(types, {name: str(value) for name, value in QueryDict(query).items()})


def _types(text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    words = tuple(dict.fromkeys(text.split(",")))
    if len(words) > MOST_TYPES or any(not _is_type(word) for word in words):
        reason = "event types separated by commas, such as notice.published or notice.*"
        raise InvalidParameters([{"param": "types", "reason": reason}])
    return words


def _is_type(word: str) -> bool:
    subject, _dot, verb = word.partition(".")
    return subject.isidentifier() and (verb == "*" or verb.isidentifier()) and word.isascii()
