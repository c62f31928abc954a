"""Real document numbers in every printed form find their document first, on every engine; needs the real records."""

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.policies.numbers import normal_form
from search.engine import Engine, Query
from search.filing import SearchDocument
from search.text.recipe import numbers
from tests.benchmarks.relevance import FILES, lines
from tests.contracts.documents import ids

WIDE = str.maketrans("0123456789[]", "０１２３４５６７８９［］")
YEAR = re.compile(r"\D?((?:19|20)\d\d)[^\d年]")
FORMS: dict[str, Callable[[str], str]] = {
    "as printed": lambda number: number,
    "tortoise shell": lambda number: YEAR.sub(r"〔\1〕", number, count=1),
    "square": lambda number: YEAR.sub(r"[\1]", number, count=1),
    "lenticular": lambda number: YEAR.sub(r"【\1】", number, count=1),
    "round": lambda number: YEAR.sub(r"（\1）", number, count=1),
    "no brackets": lambda number: YEAR.sub(r"\1 ", number, count=1),
    "full width": lambda number: YEAR.sub(r"[\1]", number, count=1).translate(WIDE),
    "without 号": lambda number: number.removesuffix("号"),
    "spaced": lambda number: YEAR.sub(r" 〔 \1 〕 ", number, count=1),
}


def with_numbers(folder: Path) -> dict[str, SearchDocument]:
    """Records by printed number, the number of each one its own; their texts name other numbers."""
    found: dict[str, list[SearchDocument]] = defaultdict(list)
    printed: dict[str, str] = {}
    for name in FILES:
        for record in lines(folder / name):
            if number := record.get("doc_number"):
                title, text = record.get("title") or record["name"], (record.get("body_text") or "")[:2000]
                filed = SearchDocument(record["source_id"], 1, title, text, numbers=numbers(number))
                found[normal_form(number)].append(filed)
                printed[normal_form(number)] = number
    return {printed[form]: same[0] for form, same in found.items() if len(same) == 1}


@pytest.fixture
def numbered(engine: Engine, shared_data: Path) -> tuple[Engine, dict[str, SearchDocument]]:
    found = with_numbers(shared_data)
    engine.rebuild([list(found.values())])
    return engine, found


@pytest.mark.slow
def test_every_printed_form_finds_its_document_first(numbered: tuple[Engine, dict[str, SearchDocument]]) -> None:
    engine, found = numbered
    missed = [
        (form, asked)
        for number, document in found.items()
        for form, printed in FORMS.items()
        if ids(engine.search(Query(asked := printed(number), limit=1)).hits) != [document.id]
    ]

    assert len(found) > 100
    assert missed == []


@pytest.mark.slow
def test_numbers_joined_by_a_slash_find_both_documents_first(
    numbered: tuple[Engine, dict[str, SearchDocument]],
) -> None:
    engine, found = numbered
    pairs = list(zip(found, list(found)[1:], strict=False))[::5]
    missed = [
        (one, other)
        for one, other in pairs
        if set(ids(engine.search(Query(f"{one}/{other}", limit=2)).hits)) != {found[one].id, found[other].id}
    ]

    assert missed == []
