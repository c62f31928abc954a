"""The fixed filter of a white-label site: one more selection, that holds for everything and that nobody can remove."""

import datetime as dt

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from search.filters.facet_types import SpanFacet
from search.filters.facets import FACETS
from search.filters.grammar import Selection, parse
from search.filters.naming import facet_words

# What a record is, whatever the hour: what only the clock decides would let an item page come and go.
SCOPE_FACETS = tuple(
    name for name, facet in FACETS.items() if not isinstance(facet, SpanFacet) and name not in ("deadline", "scheme")
)
SCOPE_PARAMETERS = ("scope",)


def scope_of(request: HttpRequest | None) -> Selection | None:
    """What the request's site is confined to; None on a full portal."""
    given: QueryDict | None = getattr(request, "scope", None)
    return selection_of(given) if given else None


def selection_of(scope: QueryDict) -> Selection:
    """The filter, read leniently: a term that is gone from its vocabulary narrows nothing any more."""
    return parse(scope, facets=SCOPE_FACETS, parameters=SCOPE_PARAMETERS, strict=False)


def scope_q(request: HttpRequest, at: dt.datetime | None = None) -> Q:
    """The filter of PublishedItem for the request's site; empty on a full portal."""
    scope = scope_of(request)
    return scope.q(at or timezone.now()) if scope else Q()


def words_of(text: str) -> str:
    """A filter in words, "" for none: what an editor typed as codes."""
    selection = selection_of(QueryDict(text))
    chosen = [facet_words(name, values) for name, values in selection.chosen.items()]
    excluded = [facet_words(name, values, excluded=True) for name, values in selection.excluded.items()]
    return _("; ").join([*chosen, *excluded])


def faults_of(text: str) -> list[str]:
    """What is wrong with a filter as it was typed, one sentence each; nothing for one that can be used."""
    selection = parse(QueryDict(text), facets=SCOPE_FACETS, parameters=SCOPE_PARAMETERS, strict=True)
    found = [
        _("“%(name)s”: %(reason)s.") % {"name": error["param"], "reason": _reason(error["reason"])}
        for error in selection.errors
    ]
    if not found and text and not (selection.chosen or selection.excluded):
        found.append(_("This narrows nothing. Write a filter such as region=330302."))
    return found


def _reason(said: str) -> str:
    """The grammar's own words, those that editors meet most in their language."""
    if said == "unknown parameter":
        return _("there is no such filter, or it depends on the clock")
    if said == "given more than once":
        return _("it is given more than once; put several values behind one another with commas")
    if said.startswith("unknown value "):
        return _("there is no such value: %(value)s") % {"value": said.removeprefix("unknown value ")}
    return said
