"""Item pages answer in the order of the questions, and every answer can be followed: call, apply, quote, walk."""

import datetime as dt
from types import SimpleNamespace
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from portal.policies.models import (
    ApplicationNotice,
    CallItem,
    CallWindow,
    NoticeCondition,
    NoticeContact,
    NoticeMaterial,
    ProductMember,
    SchemeBasis,
)
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.products import PolicyProductFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


def page(path: str) -> BeautifulSoup:
    response = Client().get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def chain() -> SimpleNamespace:
    """A document, a scheme cut out of its ninth clause, a product, and an open call with everything an owner asks."""
    clause = str(uuid4())
    words = {"label": "第九条", "heading": "", "text": "<p>给予一次性奖励。</p>"}
    document = PolicyDocumentFactory(title="支持意见", body=[{"type": "clause", "id": clause, "value": words}])
    scheme = SchemeFactory(
        title="研发奖励",
        amount_max=500_000,
        audience_text="高新技术企业",
        bases=[SchemeBasis(document=document, clause_id=clause)],
    )
    product = PolicyProductFactory(title="研发产品", members=[ProductMember(scheme=scheme)])
    now = timezone.now()
    window = CallWindow(purpose="apply", opens_at=now - dt.timedelta(days=1), closes_at=now + dt.timedelta(days=30))
    call = ApplicationNoticeFactory(
        title="研发奖励申报",
        items=[CallItem(name="奖励", scheme=scheme, windows=[window])],
        conditions=[NoticeCondition(kind="apply", text="依法设立")],
        materials=[NoticeMaterial(name="申请表")],
        method="网上填报",
        apply_url="https://apply.example.org/",
        contacts=[NoticeContact(name="科技局", phone="0435-7221234")],
    )
    return SimpleNamespace(**locals())


def test_call_answers_in_the_order_of_the_questions(chain: SimpleNamespace) -> None:
    html = page(chain.call.url)

    asked = ["whom", "amount", "time", "conditions", "materials", "where", "contact", "basis", "chain"]
    found = [heading["id"] for heading in html.find("article").find_all("h2", id=True) if heading["id"] in asked]
    assert found == asked


def test_key_facts_of_a_call_can_be_acted_on(chain: SimpleNamespace) -> None:
    facts = page(chain.call.url).find("section", class_="glance")

    assert "50" in facts.find(class_="amount").text
    assert facts.find("a", href="tel:04357221234")
    assert facts.find("a", class_="button--accent")["href"] == "https://apply.example.org/"
    assert "高新技术企业" in facts.text
    assert facts.find(class_="until").time and facts.find(class_="countdown")


def test_scheme_and_product_lead_to_the_open_call(chain: SimpleNamespace) -> None:
    for record in (chain.scheme, chain.product):
        facts = page(record.url).find("section", class_="glance")

        assert facts.find("a", class_="button--accent")["href"] == chain.call.url
        assert facts.find("a", attrs={"data-compare": record.slug})


def test_scheme_without_a_call_offers_to_tell() -> None:
    scheme = SchemeFactory(audience_text="中小企业")

    action = page(scheme.url).find("section", class_="glance").find("a", class_="button--accent")

    assert action["href"] == f"/feeds/notices.atom?scheme={scheme.permanent_id}"
    assert Client().get(action["href"]).status_code == 200


def test_quoted_clause_leads_to_the_clause_itself(chain: SimpleNamespace) -> None:
    quote = page(chain.scheme.url).find("figure", class_="quote")

    address, _, part = quote.find("a")["href"].partition("#")
    assert quote.blockquote.text.strip() == "给予一次性奖励。"
    assert page(address).find(id=part)


def test_document_shows_what_enterprises_get_from_it(chain: SimpleNamespace) -> None:
    html = page(chain.document.url)

    offer = html.find("section", attrs={"aria-labelledby": "offers"}).find("li", class_="offer")
    assert offer.h3.a["href"] == chain.scheme.url and "50" in offer.text
    assert offer.find("a", href=chain.call.url)


@pytest.mark.parametrize("name", ["document", "scheme", "product", "call"])
def test_chain_marks_the_present_place_and_leads_everywhere(chain: SimpleNamespace, name: str) -> None:
    record = vars(chain)[name]

    walk = page(record.url).find("ol", class_="chain")

    assert [link["href"] for link in walk.find_all("a", attrs={"aria-current": "page"})] == [record.url]
    others = {chain.document.url, chain.scheme.url, chain.product.url, chain.call.url} - {record.url}
    assert others <= {link["href"] for link in walk.find_all("a")}


@pytest.mark.parametrize("name", ["document", "scheme", "product", "call"])
def test_links_within_the_page_have_a_target(chain: SimpleNamespace, name: str) -> None:
    html = page(vars(chain)[name].url)

    ids = [tag["id"] for tag in html.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in html.find_all("a", href=lambda href: href and href.startswith("#"))} <= set(
        ids
    )


def test_preview_is_made_from_the_draft(chain: SimpleNamespace) -> None:
    draft = ApplicationNotice.objects.get(pk=chain.call.pk)
    draft.title = "尚未发布的标题"

    html = BeautifulSoup(draft.make_preview_request().render().content, "html.parser")

    assert html.h1.text == "尚未发布的标题"


@pytest.mark.parametrize("ending", ["versions/", "versions.atom", "card.png", "calendar.ics"])
def test_what_is_offered_to_take_along_is_there(chain: SimpleNamespace, ending: str) -> None:
    assert Client().get(f"/i/{chain.call.permanent_id}/{ending}").status_code == 200
