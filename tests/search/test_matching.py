"""A record's stored facts and the database answer every selection alike, at every instant."""

import random
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.utils import timezone

from portal.publication.models import PublishedItem
from portal.taxonomy import vocabulary
from search.filters.facets import FACETS
from search.filters.grammar import Selection, parse
from search.filters.matching import FACETS_BY_FACTS, PARAMETERS_BY_FACTS, Matcher
from tests.contracts.test_agreement import Library, publish_more, some_query
from tests.search.records import publish

pytestmark = pytest.mark.django_db
CASES = 400


def selected(text: str) -> Selection:
    selection = parse(QueryDict(text), facets=FACETS_BY_FACTS, parameters=PARAMETERS_BY_FACTS, strict=True)
    assert selection.errors == [], text
    return selection


def by_facts(selection: Selection, items: list[PublishedItem], at) -> set:
    matcher = Matcher(selection, timezone.now())
    return {item.pk for item in items if item.facts is not None and matcher.matches(item.facts, at)}


def by_database(selection: Selection, at) -> set:
    return set(PublishedItem.objects.filter(live=True).filter(selection.q(at)).values_list("pk", flat=True))


@pytest.fixture
def library() -> Iterator[Library]:
    """The demonstration, and what it has little of."""
    vocabulary.drop()
    call_command("load_demo", stdout=StringIO())
    publish_more()
    yield Library()
    vocabulary.drop()


def asked(library: Library) -> Iterator[str]:
    """Each facet and parameter by itself, then in company."""
    chance = random.Random(11)
    for facet in FACETS_BY_FACTS:
        yield from (some_query(library, chance, "", [facet], []) for _ in range(3))
    for parameter in PARAMETERS_BY_FACTS:
        yield from (some_query(library, chance, "", [], [parameter]) for _ in range(3))
    for _ in range(CASES):
        facets = chance.sample(FACETS_BY_FACTS, chance.choice((1, 1, 2, 3)))
        yield some_query(library, chance, "", facets, chance.sample(PARAMETERS_BY_FACTS, chance.choice((0, 0, 1, 2))))


@pytest.mark.slow
def test_every_selection_holds_alike_for_facts_and_database(library: Library) -> None:
    chance = random.Random(12)
    items = list(PublishedItem.objects.filter(live=True))
    used: set[str] = set()
    narrowed = 0
    for text in asked(library):
        selection = selected(text)
        at = library.instant(chance)

        expected = by_database(selection, at)

        assert by_facts(selection, items, at) == expected, (text, at)
        used |= {*selection.chosen, *selection.excluded, *selection.values}
        narrowed += 0 < len(expected) < len(items)
    assert used == {*FACETS_BY_FACTS, *PARAMETERS_BY_FACTS}
    assert narrowed > 150


def test_what_lists_alone_can_answer_is_left_out() -> None:
    assert "deadline" not in FACETS_BY_FACTS and {*FACETS} - {*FACETS_BY_FACTS} == {"deadline"}
    assert not {"q", "as_of", "updated_after"} & {*PARAMETERS_BY_FACTS}


def test_region_contains_both_ways_unless_exact() -> None:
    item = publish(region=["320500"])

    for text, expected in (("region=320000", True), ("region=320000&scope=exact", False), ("region=320500", True)):
        assert bool(by_facts(selected(text), [item], timezone.now())) is expected, text


def test_nothing_stated_is_none() -> None:
    item = publish(level=None)

    assert by_facts(selected("level=none"), [item], timezone.now()) == {item.pk}
    assert by_facts(selected("-level=none"), [item], timezone.now()) == set()
    assert by_facts(selected("status=none"), [item], timezone.now()) == {item.pk}
