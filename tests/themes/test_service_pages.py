"""Guides, disclosures and activities answer in order; what is to be ticked, objected to, put into a calendar."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from portal.activities.models import Activity, ActivityWindow
from portal.disclosures.models import Disclosure, DisclosureContact, DisclosureEntry, DisclosureWindow
from portal.guides.models import GuideBasis, GuideCondition, GuideMaterial, GuideRole, ServiceGuide
from tests.factories.activities import ActivityFactory
from tests.factories.disclosures import DisclosureFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory
from tests.factories.taxonomy import OrganisationFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def page(record: Any) -> BeautifulSoup:
    response = Client().get(record.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def section(html: BeautifulSoup, name: str) -> BeautifulSoup:
    """What stands under the heading of that id."""
    return html.find(id=name).parent


@pytest.fixture
def guide() -> ServiceGuide:
    law = PolicyDocumentFactory(title="社会团体登记管理条例", doc_number="国务院令第250号")
    made: ServiceGuide = ServiceGuideFactory(
        title="社会团体成立登记", subjects=["enterprise"], fee="不收费", place="广州市东风中路300号", visits=0,
        hours="工作日9:00至17:00", consult_phone="020-83354714", courier=True, promised_limit_value=5,
        promised_limit_unit="workday", legal_limit_value=60, legal_limit_unit="workday",
        apply_url="https://example.gov.cn/apply",
        roles=[GuideRole(role="competent", organisation=OrganisationFactory(name="民政局"))],
        conditions=[GuideCondition(text="有业务主管单位")],
        materials=[GuideMaterial(name="申请表", copies=2), GuideMaterial(name="授权书", required=False, note="委托时")],
        bases=[GuideBasis(document=law), GuideBasis(printed_title="行政许可法", printed_number="主席令第7号")],
    )  # fmt: skip
    return made


def test_guide_answers_in_order(guide: ServiceGuide) -> None:
    html = page(guide)
    key, text = html.find("section", class_="glance").text, html.find("article").text

    places = [key.index(words) for words in ("不收费", "5", "020-83354714")]
    assert places == sorted(places) and "60" in key
    order = ("不收费", "有业务主管单位", "申请表", "广州市东风中路300号", "工作日9:00至17:00", "社会团体登记管理条例")
    steps = [text.index(words) for words in order]
    assert steps == sorted(steps)
    assert [step.h2["id"] for step in html.select(".guide__step")] == ["whom", "materials", "where", "time"]
    assert html.find("a", href="https://example.gov.cn/apply") and html.find("a", href="tel:02083354714")


def test_guide_names_what_it_rests_on_and_leads_there(guide: ServiceGuide) -> None:
    told = section(page(guide), "basis")

    assert told.find("a", string="社会团体登记管理条例")["href"].startswith("/policies/")
    assert "国务院令第250号" in told.text and "行政许可法" in told.text and "主席令第7号" in told.text


def test_guide_says_the_same_to_programs(guide: ServiceGuide) -> None:
    form = Client().get(f"/api/v1/guides/{guide.permanent_id}").json()

    assert (form["fee"], form["hours"]) == ("不收费", "工作日9:00至17:00")
    law, printed = form["policies"]
    assert law["id"] and law["doc_number"] == "国务院令第250号"
    assert printed == {"id": None, "title": "行政许可法", "doc_number": "主席令第7号", "url": None}
    assert Client().get(f"/api/v1/guides?policy={law['id']}").json()["page"]["total"] == 1


def test_every_material_has_a_box_to_tick_and_to_print(guide: ServiceGuide) -> None:
    html = page(guide)
    checklist = html.find(attrs={"data-checklist": str(guide.permanent_id)})
    boxes = checklist.find_all("input", type="checkbox")

    assert [box.find_parent("label").text.strip() for box in boxes] == ["申请表", "授权书"]
    assert len({box["value"] for box in boxes}) == 2
    # What works by a script alone is not there without it.
    assert all(tag.has_attr("hidden") for tag in checklist.select("[data-checklist-bar], [data-checklist-told]"))
    assert html.find("script", src=lambda src: src and "checklist" in src).has_attr("defer")


def test_guide_without_facts_says_so_and_stands() -> None:
    html = page(ServiceGuideFactory(title="只有标题"))

    assert [step.h2["id"] for step in html.select(".guide__step")] == ["materials", "where", "time"]
    assert not html.find(attrs={"data-checklist": True}) and html.find(id="basis")


def disclosure(days: float, **given: Any) -> Disclosure:
    """Its period began ten days ago and ends in so many."""
    now = timezone.now()
    purpose = given.pop("purpose", "object")
    made: Disclosure = DisclosureFactory(
        windows=[DisclosureWindow(purpose=purpose, opens_at=now - 10 * DAY, closes_at=now + days * DAY)],
        objection_channel="书面实名反映，电话020-83354714",
        contacts=[DisclosureContact(name="监督科", phone="020-12345678", address="东风路1号", hours="工作日")],
        **given,
    )
    return made


def test_publicity_counts_down_and_says_how_where_and_until_when() -> None:
    html = page(disclosure(10, disclosure_type="proposed_result", entries=[DisclosureEntry(name_as_printed="甲公司")]))
    key, channel = html.find("section", class_="glance"), section(html, "object")

    assert key.select_one(".countdown") and "50" in key.select_one("svg")["aria-label"]
    assert key.find("a", href="#object") and key.find("a", href="#entries")
    how, where, until = (row.dd for row in channel.select("dl > div"))
    assert "书面实名反映" in how.text and how.find("a", href="tel:02083354714")
    assert "监督科" in where.text and "东风路1号" in where.text and where.find("a", href="tel:02012345678")
    assert until.find("time")
    assert len(html.find_all(string=lambda text: "监督科" in text)) == 2


def test_over_is_over() -> None:
    html = page(disclosure(-1, disclosure_type="proposed_result"))

    assert not html.select(".glance .countdown") and not html.select(".glance svg")
    assert not html.find("a", href="#object") and section(html, "object").select_one(".notice")


def test_comments_are_called_comments() -> None:
    client = Client(headers={"accept-language": "en"})
    made = disclosure(5, disclosure_type="public_comment", purpose="comment")

    html = BeautifulSoup(client.get(f"/en{made.url}").content, "html.parser")

    assert html.find(id="object").text == "How to comment" and "Comments until" in html.text
    assert "object" not in html.find("article").text.lower()


def activity(days: float, **given: Any) -> Activity:
    """It starts in so many days; registration ends a day before."""
    start = timezone.now() + days * DAY
    made: Activity = ActivityFactory(
        title="政策宣讲会", starts_at=start, ends_at=start + dt.timedelta(hours=2), place="东风路1号三楼会议室",
        windows=[ActivityWindow(purpose="register", opens_at=start - 20 * DAY, closes_at=start - DAY)], **given,
    )  # fmt: skip
    return made


def test_activity_tells_when_where_until_when_and_gives_its_calendar_file() -> None:
    made = activity(9, capacity=120)
    html = page(made)
    key = html.find("section", class_="glance")

    assert "东风路1号三楼会议室" in html.find("address", class_="place__text").text and "120" in key.text
    assert key.select_one(".countdown")
    file = Client().get(key.find("a", class_="button")["href"])
    assert file["Content-Type"].startswith("text/calendar") and "政策宣讲会" in file.content.decode()


def test_past_and_cancelled_activities_say_so() -> None:
    past, cancelled = page(activity(-3)), page(activity(9, cancelled_at=timezone.now() - DAY, cancel_reason="台风"))

    assert past.select_one(".notice") and not past.select(".glance .button")
    assert "台风" in cancelled.select_one(".notice--bad").text and not cancelled.select(".countdown")
