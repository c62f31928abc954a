"""Every public page renders what is sparse: a record with a title only, and the sections around it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal.home.tree import ensure_site_tree
from portal.policies.models import CallItem
from tests.factories.activities import ActivityFactory
from tests.factories.compilations import CompilationFactory
from tests.factories.disclosures import DisclosureFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory
from tests.factories.interpretations import InterpretationFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.products import PolicyProductFactory
from tests.factories.schemes import SchemeFactory

FACTORIES = [
    ActivityFactory, CompilationFactory, DisclosureFactory, PolicyDocumentFactory, ServiceGuideFactory,
    InterpretationFactory, ApplicationNoticeFactory, PolicyProductFactory, SchemeFactory,
]  # fmt: skip
SECTIONS = ["/", "/supermarket/", "/notices/", "/policies/?level=city", "/site-map/", "/business-items/", "/en/"]

pytestmark = pytest.mark.django_db


def page(path: str, status: int = 200) -> BeautifulSoup:
    response = Client().get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def assert_sound(html: BeautifulSoup) -> None:
    """One h1, landmarks, a language, a title, unique ids, a skip link that leads somewhere."""
    assert len(html.find_all("h1")) == 1
    assert html.html["lang"]
    assert html.title.text.strip()
    ids = [tag["id"] for tag in html.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert html.find(id=html.find("a", class_="skip-link")["href"][1:]).name == "main"


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_record_with_a_title_only(factory: type) -> None:
    record = factory(title="关于<b>支持</b>创新的措施", example=True)

    html = page(record.url)

    assert_sound(html)
    assert html.h1.text == "关于<b>支持</b>创新的措施"
    assert html.find("span", class_="badge--example")
    assert html.find("link", rel="canonical")["href"].endswith(record.url)


def test_call_without_application_tells_basis_list_and_time_limit() -> None:
    record = ApplicationNoticeFactory(
        items=[CallItem(name="稳岗返还", mode="automatic")],
        data_basis="失业保险缴费记录",
        list_publicity="在市人社局网站公示7日",
        fulfilment_value=10,
        fulfilment_unit="workday",
    )

    html = page(record.url)

    assert_sound(html)
    told = html.find("section", attrs={"aria-labelledby": "automatic"}).text
    assert all(words in told for words in ("失业保险缴费记录", "在市人社局网站公示7日", "10"))
    detail = Client().get(f"/api/v1/notices/{record.permanent_id}").json()
    assert detail["fulfilment_time_limit"] == {"value": 10, "unit": "workday"}
    assert detail["data_basis"] and detail["list_publicity"]


@pytest.mark.parametrize("path", SECTIONS)
def test_section_of_an_empty_portal(path: str) -> None:
    ensure_site_tree()

    assert_sound(page(path))


def test_index_block_has_the_labels_of_a_government_site() -> None:
    html = page(PolicyDocumentFactory().url)

    labels = [term.text for term in html.find("dl", class_="facts--index").find_all("dt")]

    assert labels == [
        "索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期", "主题词", "有效性",
    ]  # fmt: skip


def test_filtered_listing_is_not_for_robots() -> None:
    ensure_site_tree()

    assert page("/policies/?level=city").find("meta", {"name": "robots"})["content"] == "noindex"
    assert page("/policies/").find("meta", {"name": "robots"}) is None


def test_address_that_never_was() -> None:
    ensure_site_tree()

    assert_sound(page("/nope/", status=404))
