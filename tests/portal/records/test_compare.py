"""Products side by side: found by slug, id or address; up to four; what cannot be is said; a constant effort."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.pages.verbs import withdraw
from portal.policies.models import CallItem, CallWindow, ProductMember
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.products import PolicyProductFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


def compared(items: str, **more: str) -> BeautifulSoup:
    response = Client().get("/compare/", {"items": items, **more})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def names(html: BeautifulSoup) -> list[str]:
    return [cell.find("a").text for cell in html.find_all("th", class_="compare__head")]


def rows(html: BeautifulSoup) -> dict[str, list[str]]:
    return {
        row.th.find(string=True).strip(): [cell.div.get_text(" ", strip=True) for cell in row.find_all("td")]
        for row in html.find_all("tr", class_="compare__row")
    }


@pytest.fixture
def pair() -> tuple[Any, Any]:
    """Two schemes that differ in amount and audience and agree in their category."""
    one = SchemeFactory(title="甲", amount_max=500_000, audience_text="中小企业", category="funding")
    other = SchemeFactory(title="乙", amount_max=1_000_000, audience_text="高新技术企业", category="funding")
    return one, other


def test_by_slug_by_id_and_by_address(pair: tuple[Any, Any]) -> None:
    one, other = pair

    assert names(compared(f"{one.slug},{other.permanent_id}")) == ["甲", "乙"]
    assert names(compared(f"https://portal.example{other.url}，{one.slug}")) == ["乙", "甲"]


def test_facts_stand_in_their_rows(pair: tuple[Any, Any]) -> None:
    found = rows(compared(",".join(page.slug for page in pair)))

    assert found["享受主体" if "享受主体" in found else next(name for name in found if "中小企业" in found[name])] == [
        "中小企业", "高新技术企业",
    ]  # fmt: skip
    assert found["类别"] == ["资金类", "资金类"]


def test_only_what_differs(pair: tuple[Any, Any]) -> None:
    assert "类别" not in rows(compared(",".join(page.slug for page in pair), only="different"))


def test_product_has_the_calls_of_its_schemes(pair: tuple[Any, Any]) -> None:
    window = CallWindow(purpose="apply", open_ended=True)
    ApplicationNoticeFactory(title="甲申报", items=[CallItem(name="甲", scheme=pair[0], windows=[window])])
    product = PolicyProductFactory(title="丙", members=[ProductMember(scheme=pair[0])])

    html = compared(product.slug)

    assert html.find("a", string="甲申报")


def test_a_fifth_product_is_left_out_and_named() -> None:
    pages = [SchemeFactory(title=f"产品{number}") for number in range(5)]

    html = compared(",".join(page.slug for page in pages))

    assert names(html) == ["产品0", "产品1", "产品2", "产品3"]
    assert "产品4" in html.find(class_="notice").text


@pytest.mark.parametrize("items", ["nope", ",,,", "%00", "a" * 3000, "💥", "../..", "' OR 1=1", "0" * 32])
def test_bad_choice_is_answered_in_words(items: str) -> None:
    html = compared(items)

    assert names(html) == []
    assert html.find("h1") and html.find("form")


def test_withdrawn_and_other_kinds_are_not_there(pair: tuple[Any, Any]) -> None:
    document = PolicyDocumentFactory()
    withdraw(page=pair[0], reason="unspecified")

    html = compared(f"{pair[0].slug},{document.permanent_id},{pair[1].slug}")

    assert names(html) == ["乙"]
    assert pair[0].slug in html.find(class_="notice").text


def test_each_can_be_removed_and_others_added(pair: tuple[Any, Any]) -> None:
    PolicyProductFactory(title="组合", members=[ProductMember(scheme=page) for page in pair])

    html = compared(pair[0].slug)

    assert html.find("a", attrs={"data-add": pair[1].slug})["href"] == f"?items={pair[0].slug},{pair[1].slug}"
    both = compared(",".join(page.slug for page in pair))
    assert both.find("a", attrs={"data-remove": pair[0].slug})["href"] == f"?items={pair[1].slug}"


def test_products_are_found_by_words_of_their_name(pair: tuple[Any, Any]) -> None:
    assert compared(pair[0].slug, q="乙").find("a", attrs={"data-add": pair[1].slug})
    assert compared(pair[0].slug, q="没有这样的").find("p", role="status")


def test_effort_does_not_grow_with_the_products() -> None:
    pages = [SchemeFactory(title=f"产品{number}", audience_text="企业") for number in range(4)]
    for page in pages:
        ApplicationNoticeFactory(items=[CallItem(name="项", scheme=page)])

    def effort(count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            compared(",".join(page.slug for page in pages[:count]), q="产品")
        return len(asked)

    effort(4)
    assert effort(3) == effort(2)
