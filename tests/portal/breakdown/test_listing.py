"""All documents with their coverage: asked for, sorted, counted with few queries however many there are."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.breakdown.coverage import Coverage
from portal.breakdown.models import ClauseJudgement
from portal.breakdown.views.listing import rows_for
from portal.policies.models import Clause, PolicyDocument, Scheme, SchemeBasis
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.breakdown.conftest import IDS

pytestmark = pytest.mark.django_db
ALL = {"which": "", "q": "", "left": "", "order": "open"}


@pytest.fixture
def documents(document: PolicyDocument, scheme: Scheme) -> list[PolicyDocument]:
    """One for enterprises with one of four clauses covered, one undecided without clauses, one that is not for them."""
    undecided = PolicyDocumentFactory(title="未定", doc_number="苏府〔2024〕1号")
    PolicyDocumentFactory(title="无关", preferential=False)
    ClauseJudgement.objects.create(document=document, clause_id=IDS[3], ground="final")
    return [document, undecided]


def test_documents_that_matter_with_their_coverage(documents: list[PolicyDocument]) -> None:
    assert [(row["title"], row["coverage"]) for row in rows_for(ALL)] == [
        (documents[0].title, Coverage(4, 1, 1)),
        ("未定", Coverage(0, 0, 0)),
    ]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"which": "preferential"}, 1),
        ({"which": "undecided"}, 1),
        ({"left": "1"}, 1),
        ({"q": "2024"}, 1),
        ({"q": "无"}, 0),
    ],
)
def test_filters(documents: list[PolicyDocument], asked: dict[str, str], count: int) -> None:
    assert len(rows_for({**ALL, **asked})) == count


def test_clause_that_left_the_text_counts_for_nothing(documents: list[PolicyDocument]) -> None:
    Clause.objects.filter(clause_id=IDS[0]).delete()

    assert rows_for(ALL)[0]["coverage"] == Coverage(3, 0, 1)


def test_as_many_queries_for_many_documents_as_for_few(
    documents: list[PolicyDocument], django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        more = PolicyDocumentFactory()
        SchemeBasis.objects.create(page=Scheme.objects.get(), document_id=more.pk, clause_id=IDS[1])

    with django_assert_max_num_queries(6):
        assert len(rows_for(ALL)) == 7


@pytest.mark.parametrize(
    "asked", [{}, {"order": "-share"}, {"order": "x", "which": "y", "p": "z"}, {"p": "99", "q": "%"}]
)
def test_screen_answers_whatever_is_asked(editor: Client, documents: list[PolicyDocument], asked: dict) -> None:
    assert editor.get(reverse("breakdown_list"), asked).status_code == 200


def test_document_and_explorer_lead_to_the_screen(editor: Client, documents: list[PolicyDocument]) -> None:
    document = documents[0]
    for address in (
        reverse("wagtailadmin_pages:edit", args=[document.pk]),
        reverse("wagtailadmin_explore", args=[document.get_parent().pk]),
    ):
        assert reverse("breakdown", args=[document.pk]) in editor.get(address).content.decode()
