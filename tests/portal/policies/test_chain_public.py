"""The chain around a record: what stands where, what is left out, and that it is walked with a constant effort."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.pages.verbs import withdraw
from portal.policies.chain import CALL, DOCUMENT, PRODUCT, RESULT, SCHEME, surroundings
from portal.policies.models import CallItem, InterpretationSubject, ProductMember, SchemeBasis
from portal.policies.stages import quotes_of, stages_of
from portal.publication.models import PublishedVersion
from portal.windows.clock import stamp
from tests.factories.disclosures import DisclosureFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.interpretations import InterpretationFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.products import PolicyProductFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


def form_of(page: Any) -> dict[str, Any]:
    detail: dict[str, Any] = PublishedVersion.objects.get(item=page.permanent_id).detail
    return stamp(detail, timezone.now())


@pytest.fixture
def chain() -> SimpleNamespace:
    """One document with two schemes of which one is packed, called and decided; each has siblings to be left out."""
    clause = str(uuid4())
    document = PolicyDocumentFactory(
        title="支持意见",
        body=[
            {"type": "clause", "id": clause, "value": {"label": "第九条", "heading": "", "text": "<p>给予奖励。</p>"}}
        ],
    )
    scheme = SchemeFactory(title="研发奖励", bases=[SchemeBasis(document=document, clause_id=clause)])
    sibling = SchemeFactory(title="别的奖励", bases=[SchemeBasis(document=document)])
    product = PolicyProductFactory(
        title="研发产品", members=[ProductMember(scheme=scheme), ProductMember(scheme=sibling)]
    )
    call = ApplicationNoticeFactory(title="研发奖励申报", items=[CallItem(name="奖励", scheme=scheme)])
    other_call = ApplicationNoticeFactory(title="别的申报", items=[CallItem(name="其他", scheme=sibling)])
    result = DisclosureFactory(title="研发奖励公示", about_notice=call)
    return SimpleNamespace(**locals())


def titles(found: Any, *places: int) -> list[str]:
    return sorted(item.title for item in found.at(*places))


def test_call_stands_between_its_scheme_and_its_result(chain: SimpleNamespace) -> None:
    found = surroundings(form_of(chain.call))

    assert titles(found, DOCUMENT) == ["支持意见"]
    assert titles(found, SCHEME) == ["研发奖励"]
    assert titles(found, PRODUCT) == ["研发产品"]
    assert titles(found, RESULT) == ["研发奖励公示"]
    assert titles(found, CALL) == []


def test_document_leads_to_all_that_rests_on_it(chain: SimpleNamespace) -> None:
    found = surroundings(form_of(chain.document))

    assert titles(found, SCHEME) == ["别的奖励", "研发奖励"]
    assert titles(found, CALL) == ["别的申报", "研发奖励申报"]
    assert titles(found, RESULT) == ["研发奖励公示"]


def test_product_rests_on_its_schemes_and_has_their_calls(chain: SimpleNamespace) -> None:
    found = surroundings(form_of(chain.product))

    assert titles(found, SCHEME) == ["别的奖励", "研发奖励"]
    assert titles(found, CALL) == ["别的申报", "研发奖励申报"]


def test_interpretation_of_a_scheme_and_its_product_shows_no_siblings(chain: SimpleNamespace) -> None:
    subjects = [InterpretationSubject(scheme=chain.scheme), InterpretationSubject(product=chain.product)]
    page = InterpretationFactory(subjects=subjects)

    found = surroundings(form_of(page))

    assert titles(found, SCHEME, PRODUCT) == ["研发产品", "研发奖励"]
    assert titles(found, DOCUMENT, CALL) == ["支持意见", "研发奖励申报"]
    assert found.here == {str(chain.scheme.permanent_id), str(chain.product.permanent_id)}


def test_what_explains_stands_beside_the_chain(chain: SimpleNamespace) -> None:
    InterpretationFactory(title="研发奖励解读", subjects=[InterpretationSubject(scheme=chain.scheme)])

    for page in (chain.scheme, chain.call, chain.result):
        assert [item.title for item in surroundings(form_of(page)).beside] == ["研发奖励解读"]


def test_withdrawn_record_is_not_there(chain: SimpleNamespace) -> None:
    form = form_of(chain.call)
    withdraw(page=chain.result, reason="issued_in_error")

    assert titles(surroundings(form), RESULT) == []


def test_stages_mark_the_reader_and_what_is_still_to_come(chain: SimpleNamespace) -> None:
    withdraw(page=chain.result, reason="issued_in_error")
    form = form_of(chain.call)
    found = surroundings(form)

    stages = stages_of(form, found, quotes_of(form, found), timezone.now())

    assert [stage.name for stage in stages] == [
        str(DOCUMENT),
        "clause",
        str(SCHEME),
        str(PRODUCT),
        str(CALL),
        str(RESULT),
    ]
    assert [stage.name for stage in stages if stage.here] == [str(CALL)]
    assert stages[-1].nodes == []


def test_quote_has_the_clause_s_words_and_address(chain: SimpleNamespace) -> None:
    form = form_of(chain.scheme)

    (quote,) = quotes_of(form, surroundings(form))

    assert (quote.label, quote.text) == ("第九条", "给予奖励。")
    assert quote.url == f"{chain.document.url}#clause-{chain.clause}"


def test_record_that_stands_alone_has_no_chain() -> None:
    form = form_of(PolicyDocumentFactory())

    assert stages_of(form, surroundings(form), [], timezone.now()) == []


def test_effort_does_not_grow_with_the_records(chain: SimpleNamespace) -> None:
    form = form_of(chain.document)
    with CaptureQueriesContext(connection) as few:
        surroundings(form)
    for number in range(5):
        more = SchemeFactory(bases=[SchemeBasis(document=chain.document)])
        ApplicationNoticeFactory(items=[CallItem(name=f"第{number}批", scheme=more)])
    with CaptureQueriesContext(connection) as many:
        found = surroundings(form)

    assert len(titles(found, CALL)) == 7
    assert len(many) == len(few)
