"""When nothing was found: the same question a step wider, and the records nearest to what was asked."""

from collections.abc import Iterator
from dataclasses import replace

from portal.taxonomy.vocabulary import label, way_down_to
from search.filters.deadlines import DeadlineFacet
from search.filters.facet_types import NONE
from search.filters.facets import ACTIVE, FACETS
from search.filters.grammar import Selection
from search.filters.naming import facet_words
from search.finding.advice import Drop, counted

COUNTRY = "100000"
# What will be open, where nothing is.
TO_COME = ("upcoming", "unannounced", "suspended")


def wider(selection: Selection, kind: str = "", *, away: bool = False) -> list[Drop]:
    """Filters put a step wider, each with what it finds then, the most first; nothing that finds none.

    `label` is what the filter becomes. `away`: the engine is known not to answer.
    """
    return counted(list(_steps(selection)), kind, away)


def _steps(selection: Selection) -> Iterator[tuple[str, Selection]]:
    for name, values in (("region", _region), ("deadline", _deadline), ("status", _status)):
        chosen = selection.chosen.get(name)
        if chosen and name in selection.facets and (wide := values(chosen)):
            words = label("region", wide[0]) if name == "region" else facet_words(name, wide)
            yield words, replace(selection, chosen={**selection.chosen, name: wide})


def _region(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """What a single region lies in, short of the country."""
    way = way_down_to(chosen[0]) if len(chosen) == 1 and chosen[0] != NONE else []
    return (way[-2],) if len(way) > 1 and way[-2] != COUNTRY else ()


def _deadline(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The next longer time."""
    facet = FACETS["deadline"]
    assert isinstance(facet, DeadlineFacet)  # noqa: S101 - the declaration says so
    longest = max(int(value) for value in chosen)
    return next(((value,) for value in facet.values.all() if int(value) > longest), ())


def _status(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """What comes next, where only what is open was asked for."""
    return TO_COME if set(chosen) <= set(ACTIVE) else ()


def nearest(found: list[Drop]) -> Drop | None:
    """The way on that changes least: the one that finds fewest."""
    return min(found, key=lambda drop: drop.total, default=None)
