"""The one filter grammar of lists, search and pages (API.md §1): `,` or, `&` and, `-level=` not, `none` no value."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.publication.models import PublishedItem
from search.filters import database_counts
from search.filters.facet_types import Facet
from search.filters.facets import FACETS
from search.filters.parameter_types import LONGEST_TEXT, Parameter
from search.filters.parameters import PARAMETERS

MOST_VALUES = 50
LONGEST_ECHO = 40


@dataclass
class Selection:
    """What was asked for. `chosen` and `excluded` hold stored values by facet name, `values` typed parameters.

    `within` is what the site is confined to: it holds beside all this, and no address, chip or count shows it.

    `errors` is `[{param, reason}]`, empty unless the parser was strict; `notices` says in the reader's language what
    a lenient parser dropped.
    """

    facets: dict[str, Facet]
    parameters: dict[str, Parameter]
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[dict[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    within: "Selection | None" = None

    @property
    def exact(self) -> bool:
        """Whether `scope=exact` switches containment off."""
        return self.values.get("scope") == "exact"

    @property
    def text(self) -> str:
        """The words looked for, "" for none."""
        return self.values.get("q", "")

    def instant(self, now: dt.datetime) -> dt.datetime:
        """The instant of the question: `as_of`, else now."""
        return self.values.get("as_of", now)

    def q(self, at: dt.datetime, *, without: str = "") -> Q:
        """The filter for PublishedItem at an instant; `without` leaves out what is chosen of one facet.

        What is excluded stays excluded: it goes on holding when another value of the facet is chosen.
        """
        found = self.within.q(at) if self.within else Q()
        for name, facet in self.facets.items():
            if name in self.chosen and name != without:
                found &= facet.q(self.chosen[name], at, self.exact)
            if name in self.excluded:
                found &= ~facet.q(self.excluded[name], at, self.exact)
        for name, value in self.values.items():
            found &= self.parameters[name].q(value, at)
        return found

    def facet_counts(
        self, names: Iterable[str], queryset_base: QuerySet[PublishedItem], at: dt.datetime
    ) -> dict[str, list[dict[str, Any]]]:
        """`{name: [{value, label, count}]}` over `queryset_base`, each without the facet's own selection."""
        return {name: database_counts.counts(self, FACETS[name], queryset_base, at) for name in names}

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The selection as parameters of an address, in one fixed order."""
        for name in self.parameters:
            if name in self.values and self.values[name] != "":
                yield name, self.parameters[name].write(self.values[name])
        for name in self.facets:
            if self.chosen.get(name):
                yield name, ",".join(self.chosen[name])
            if self.excluded.get(name):
                yield f"-{name}", ",".join(self.excluded[name])

    def query_string(self, **changes: str | None) -> str:
        """The canonical query string; `changes` replaces parameters, None removes one."""
        kept = {**dict(self.pairs()), **changes}
        return urlencode({name: value for name, value in kept.items() if value is not None}, safe=",")

    def toggled(self, name: str, value: str) -> str | None:
        """What parameter `name` becomes when one value is switched, for `query_string`; None when nothing is left."""
        chosen = self.chosen.get(name, ())
        changed = [kept for kept in chosen if kept != value] if value in chosen else [*chosen, value]
        return ",".join(changed) or None


def parse(
    params: QueryDict,
    *,
    facets: Iterable[Facet | str] | None = None,
    parameters: Iterable[Parameter | str] | None = None,
    allowed: Iterable[str] = (),
    strict: bool,
) -> Selection:
    """Read a query string. Default: every facet and every parameter of this grammar.

    `allowed` names parameters that the caller reads itself; when strict they too may stand only once. Strict
    collects an error for everything unknown, repeated or malformed; lenient drops it with a notice, and takes
    repeated parameters (check boxes) as "or".
    """
    given_facets = FACETS.values() if facets is None else facets
    given_parameters = PARAMETERS.values() if parameters is None else parameters
    known_facets = [FACETS[facet] if isinstance(facet, str) else facet for facet in given_facets]
    known_parameters = [PARAMETERS[known] if isinstance(known, str) else known for known in given_parameters]
    selection = Selection(
        {facet.name: facet for facet in known_facets}, {known.name: known for known in known_parameters}
    )
    allowed = set(allowed)
    for name, texts in params.lists():
        _read(selection, name, [str(text) for text in texts], allowed, strict)
    return selection


def _read(selection: Selection, name: str, texts: list[str], allowed: set[str], strict: bool) -> None:
    facet = selection.facets.get(name.removeprefix("-"))
    if strict and len(texts) > 1:
        _refuse(selection, name, "given more than once", strict)
    elif facet:
        _read_facet(selection, facet, name, texts, strict)
    elif name in selection.parameters:
        _read_parameter(selection, name, texts[-1] if texts else "", strict)
    elif name not in allowed and strict:
        _refuse(selection, name, "unknown parameter", strict)


def _read_facet(selection: Selection, facet: Facet, name: str, texts: list[str], strict: bool) -> None:
    words = ",".join(texts).split(",")
    given = words if strict else [word.strip() for word in words if word.strip()]
    if len(given) > MOST_VALUES:
        _refuse(selection, name, f"more than {MOST_VALUES} values", strict)
        given = given[:MOST_VALUES]
    known, unknown = facet.clean(given)
    for text in unknown:
        _refuse(selection, name, f"unknown value {_echo(text)!r}", strict, facet)
    if known:
        target = selection.excluded if name.startswith("-") else selection.chosen
        target[facet.name] = tuple(known)


def _read_parameter(selection: Selection, name: str, text: str, strict: bool) -> None:
    if not strict:
        text = text.strip()[:LONGEST_TEXT]
    if text == "" and (name == "q" or not strict):
        return
    try:
        selection.values[name] = selection.parameters[name].parse(text)
    except ValueError as error:
        _refuse(selection, name, str(error), strict)


def _refuse(selection: Selection, name: str, reason: str, strict: bool, facet: Facet | None = None) -> None:
    if strict:
        selection.errors.append({"param": _echo(name), "reason": reason})
        return
    label = facet.label if facet else _echo(name)
    notice = _("“%(filter)s” has no such choice; it was left out.") % {"filter": label}
    if notice not in selection.notices:
        selection.notices.append(notice)


def _echo(text: str) -> str:
    """What was sent, short and printable."""
    plain = "".join(character if character.isprintable() else "�" for character in text[:LONGEST_ECHO])
    return plain + ("…" if len(text) > LONGEST_ECHO else "")
