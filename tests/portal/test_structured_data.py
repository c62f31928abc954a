"""schema.org on every page: the right type, nothing but what the public form says, nothing that ends its script."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from portal.activities.models import Activity
from portal.guides.models import ServiceGuide
from portal.pages.structured_data import described
from portal.policies.models import ApplicationNotice, CallItem, CallWindow, DocumentRole, PolicyDocument, Scheme
from portal.publication.addresses import absolute
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem
from portal.taxonomy.models import Region, SupportForm
from portal.windows.clock import stamp
from portal.windows.instants import parse_instant, rfc3339
from tests.factories.activities import ActivityFactory
from tests.factories.compilations import CompilationFactory
from tests.factories.disclosures import DisclosureFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory
from tests.factories.interpretations import InterpretationFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.products import PolicyProductFactory
from tests.factories.schemes import SchemeFactory
from tests.factories.taxonomy import OrganisationFactory

pytestmark = pytest.mark.django_db
TYPES = {
    PolicyDocumentFactory: "Legislation",
    SchemeFactory: "GovernmentService",
    PolicyProductFactory: "GovernmentService",
    ApplicationNoticeFactory: "GovernmentService",
    InterpretationFactory: "Article",
    CompilationFactory: "Collection",
    ServiceGuideFactory: "GovernmentService",
    DisclosureFactory: "Article",
    ActivityFactory: "Event",
}
LISTS = {"/": "WebSite", "/supermarket/": "CollectionPage", "/business-items/": "CollectionPage",
         "/site-map/": "WebPage", "/accessibility/": "WebPage", "/search/": "SearchResultsPage",
         **{f"/{kind}/": "CollectionPage" for kind in KINDS}}  # fmt: skip


def things(client: Client, address: str) -> list[dict]:
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return [json.loads(block.string) for block in html.find_all("script", type="application/ld+json")]


def described_page(client: Client, page) -> dict:
    path = PublishedItem.objects.get(pk=page.permanent_id).path
    return things(client, path)[0]


@pytest.mark.parametrize("factory", TYPES, ids=lambda factory: factory._meta.model.__name__)
def test_item_page_is_described_by_its_kind(client: Client, factory: type) -> None:
    page = factory(title="支持企业研发的若干措施")
    item = PublishedItem.objects.get(pk=page.permanent_id)

    thing, way = things(client, item.path)

    assert (thing["@context"], thing["@type"]) == ("https://schema.org", TYPES[factory])
    assert (thing["name"], thing["url"]) == ("支持企业研发的若干措施", absolute(item.path))
    assert thing["@id"] == absolute(f"/i/{page.permanent_id}")
    assert [step["item"] for step in way["itemListElement"]] == [
        absolute("/"), absolute(f"/{item.kind}/"), absolute(item.path),
    ]  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_other_pages_are_described(client: Client, address: str) -> None:
    PolicyDocumentFactory()
    for path in (address, f"/en{address}"):
        first, *others = things(client, path)
        assert first["@type"] == LISTS[address]
        assert all(other["@type"] in ("BreadcrumbList", "Organization") for other in others)


def test_a_list_names_what_it_shows(client: Client) -> None:
    shown = PolicyDocumentFactory(title="先进制造业若干措施")

    listed = things(client, "/policies/")[0]["mainEntity"]

    path = PublishedItem.objects.get(pk=shown.permanent_id).path
    assert listed["numberOfItems"] == 1
    assert listed["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "先进制造业若干措施", "url": absolute(path)}
    ]


def test_a_document_is_described_as_its_public_form_says(client: Client) -> None:
    body = OrganisationFactory(name="苏州市工业和信息化局")
    made = PolicyDocumentFactory(
        doc_number="苏府规字〔2022〕2号", document_class="normative", issued_on="2022-03-01",
        effective_from="2022-04-01", valid_to="2023-03-31", roles=[DocumentRole(role="issuing", organisation=body)],
        regions=list(Region.objects.filter(code="320500")),
    )  # fmt: skip

    thing = described_page(client, made)

    assert thing["legislationIdentifier"] == "苏府规字〔2022〕2号"
    assert (thing["legislationDate"], thing["legislationDateOfApplicability"]) == ("2022-03-01", "2022-04-01")
    assert thing["legislationPassedBy"] == [
        {"@type": "Organization", "@id": f"urn:uuid:{body.pk}", "name": "苏州市工业和信息化局"}
    ]
    assert thing["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert thing["legislationType"] == "规范性文件"
    assert thing["legislationJurisdiction"][0]["identifier"] == "320500"


def test_what_is_not_known_is_not_described(client: Client) -> None:
    thing = described_page(client, PolicyDocumentFactory(title="无文号无日期的文件"))

    assert not [name for name in thing if name.startswith("legislation")]


def test_money_is_an_incentive(client: Client) -> None:
    page = SchemeFactory(title="研发补助", category="funding", amount_max=500_000,
                         support_forms=list(SupportForm.objects.filter(code="grant")))  # fmt: skip

    thing = described_page(client, page)

    assert thing["@type"] == "FinancialIncentive"
    assert thing["incentiveAmount"] == {"@type": "QuantitativeValue", "maxValue": 500_000, "unitText": "CNY"}
    assert thing["incentiveType"] == ["https://schema.org/IncentiveTypeRebateOrSubsidy"]


def test_a_call_states_when_one_may_apply_as_the_api_does(client: Client) -> None:
    item = CallItem(name="项目申报")
    item.windows = [CallWindow(opens_at=parse_instant("2026-01-01T09:00:00+08:00"),
                               closes_at=parse_instant("2026-02-01T00:00:00+08:00"))]  # fmt: skip
    page = ApplicationNoticeFactory(items=[item])

    [hours] = described_page(client, page)["hoursAvailable"]

    listing = stamp(PublishedItem.objects.get(pk=page.permanent_id).listing, timezone.now())
    assert (hours["validFrom"], hours["validThrough"]) == (listing["opens_at"], listing["closes_at"])


def test_a_cancelled_activity_says_so(client: Client) -> None:
    start = parse_instant("2026-12-01T09:00:00+08:00")
    page = ActivityFactory(starts_at=start, place="会议中心", cancelled_at=timezone.now(), cancel_reason="改期")

    thing = described_page(client, page)

    assert thing["eventStatus"] == "https://schema.org/EventCancelled"
    assert thing["startDate"] == rfc3339(start)
    assert thing["location"] == [{"@type": "Place", "name": "会议中心", "address": "会议中心"}]
    assert thing["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"


def test_a_limit_in_working_days_is_no_duration(client: Client) -> None:
    months = ServiceGuideFactory(promised_limit_value=2, promised_limit_unit="month")
    workdays = ServiceGuideFactory(promised_limit_value=5, promised_limit_unit="workday", consult_phone="12345")

    assert described_page(client, months)["availableChannel"]["processingTime"] == "P2M"
    assert "processingTime" not in described_page(client, workdays)["availableChannel"]


@pytest.mark.parametrize(
    "hostile", ["</script><script>alert(1)</script>", "<!--<script>", "\u2028\u2029", "&amp;\\u003c"]
)
def test_no_text_ends_the_block(client: Client, hostile: str) -> None:
    page = PolicyDocumentFactory(title=f"题{hostile}目", summary=f"摘要{hostile}")
    source = client.get(PublishedItem.objects.get(pk=page.permanent_id).path).content.decode()

    blocks = source.split('<script type="application/ld+json">')[1:]
    texts = [block.split("</script>")[0] for block in blocks]

    assert not any(mark in text for text in texts for mark in "<>&\u2028\u2029")
    assert json.loads(texts[0])["name"] == f"题{hostile}目"


def test_nothing_empty_is_described() -> None:
    assert described("Thing", name="甲", url=None, about=[], keywords=["", "乙"], position=0) == {
        "@type": "Thing", "name": "甲", "keywords": ["乙"], "position": 0,
    }  # fmt: skip


@pytest.mark.parametrize("model", [PolicyDocument, Scheme, ApplicationNotice, ServiceGuide, Activity])
def test_a_page_that_has_nothing_but_a_title_can_be_described(model: type) -> None:
    page = model(title="只有标题", slug="only")
    form = stamp({**page.representation(), "url": "/x/"}, timezone.now())

    assert page.structured_data(form)["name"] == "只有标题"
