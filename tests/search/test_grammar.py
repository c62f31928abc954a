"""The filter grammar: what it means for the database, what it refuses, what it writes back."""

import datetime as dt
from uuid import uuid4

import pytest
from django.http import QueryDict

from portal.publication.models import PublishedItem
from search.filters.facets import FACETS, facets_of
from search.filters.grammar import Selection, parse
from search.filters.parameter_types import Integer
from search.filters.parameters import parameters_of
from tests.search.records import call_item, publish, window

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
OLDER = "2023-03-01"
NUMBERS = ["苏府[2026]5号", "苏府〔2026〕5号", "苏府（2026）5号", "苏府 2026 5", "苏府【２０２６】５号"]


def strict(query: str, kind: str = "") -> Selection:
    return parse(QueryDict(query), facets=facets_of(kind), parameters=parameters_of(kind), strict=True)


def titles(selection: Selection, at: dt.datetime = NOW) -> set[str]:
    assert selection.errors == []
    return set(PublishedItem.objects.filter(selection.q(at), live=True).values_list("title", flat=True))


@pytest.fixture
def documents() -> None:
    publish(title="市科技", level="city", field=["technology"], region=["330300"], issued_on="2024-03-01")
    publish(title="省科技税收", level="province", field=["technology", "tax"], region=["330000"], issued_on=OLDER)
    publish(title="国家税收", level="country", field=["tax"], region=["100000"], issued_on=None)
    publish(title="未分类", region=["320500"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("level=city,province", {"市科技", "省科技税收"}),
        ("level=none", {"未分类"}),
        ("level=none,city", {"未分类", "市科技"}),
        ("-level=city", {"省科技税收", "国家税收", "未分类"}),
        ("-level=none", {"市科技", "省科技税收", "国家税收"}),
        ("field=tax&level=country", {"国家税收"}),
        ("field=tax,technology", {"市科技", "省科技税收", "国家税收"}),
        ("field=technology&-field=tax", {"市科技"}),
        ("region=330300", {"市科技", "省科技税收", "国家税收"}),
        ("region=330300&scope=exact", {"市科技"}),
        ("region=330000", {"市科技", "省科技税收", "国家税收"}),
        ("issued_from=2023-03-01&issued_to=2023-12-31", {"省科技税收"}),
        ("issued_from=2020-01-01", {"市科技", "省科技税收"}),
        ("q=科技", {"市科技", "省科技税收"}),
        ("validity=none", {"市科技", "省科技税收", "国家税收", "未分类"}),
        ("status=none", {"市科技", "省科技税收", "国家税收", "未分类"}),
        ("status=open", set()),
    ],
)
def test_filters_mean_what_they_say(documents: None, query: str, expected: set[str]) -> None:
    assert titles(strict(query)) == expected


def test_status_is_that_of_the_instant() -> None:
    publish("notices", "申报通知", items=[call_item(window(NOW, NOW + 30 * DAY))])
    soon = dt.timedelta(microseconds=1)

    assert titles(strict("status=upcoming"), NOW - soon) == {"申报通知"}
    assert titles(strict("status=open"), NOW) == {"申报通知"}
    assert titles(strict("status=closing_soon,open"), NOW + 30 * DAY - soon) == {"申报通知"}
    assert titles(strict("status=closed"), NOW + 30 * DAY) == {"申报通知"}
    assert strict("as_of=2026-06-01T12:00:00%2B08:00").instant(NOW + DAY) == NOW


def test_document_without_day_of_issue_was_issued_on_no_day() -> None:
    publish(title="只有发布日期", issued_on=None, published_on="2024-03-01")
    publish("guides", title="无成文日期的类型", published_on="2024-03-01")

    assert titles(strict("issued_from=2024-01-01")) == {"无成文日期的类型"}
    assert titles(strict("issued_to=2024-12-31")) == {"无成文日期的类型"}


def test_amount_is_the_most_one_can_get() -> None:
    for title, least, most in (("十万", None, 100_000), ("零头", 1, 100_000.5), ("只有下限", 200_000, None)):
        publish("policy-products", title, amount={"min": least, "max": most, "rate": None, "text": None})
    publish("policy-products", "未说明", amount=None)

    assert titles(strict("amount_from=100001")) == {"只有下限"}
    assert titles(strict("amount_from=100000")) == {"十万", "零头", "只有下限"}
    assert titles(strict("amount_to=100000")) == {"十万", "零头"}
    assert titles(strict("amount=up_to_100k")) == {"十万", "零头"}
    assert titles(strict("amount=none")) == {"未说明"}


def test_deadline_is_near_from_so_many_days_before_until_it_has_passed() -> None:
    publish("notices", "申报通知", items=[call_item(window(NOW, NOW + 40 * DAY))])
    publish("notices", "未开始", items=[call_item(window(NOW + 35 * DAY, NOW + 40 * DAY))])
    publish("activities", "已取消", windows=[window(NOW, NOW + 40 * DAY)], cancelled_at=(NOW + DAY).isoformat())
    tick, both = dt.timedelta(microseconds=1), {"申报通知", "未开始"}

    assert titles(strict("deadline=30"), NOW + 10 * DAY - tick) == set()
    assert titles(strict("deadline=30"), NOW + 10 * DAY) == both
    assert titles(strict("deadline=7,30"), NOW + 40 * DAY - tick) == both
    assert titles(strict("deadline=90"), NOW + 40 * DAY) == set()
    assert titles(strict("deadline=90")) == {*both, "已取消"}
    assert titles(strict("-deadline=90"), NOW + DAY) == {"已取消"}


def test_window_instants_narrow_calls() -> None:
    publish("notices", "近", items=[call_item(window(NOW, NOW + 10 * DAY))])
    publish("notices", "远", items=[call_item(window(NOW + DAY, NOW + 90 * DAY))])
    publish("notices", "无", items=[])

    assert titles(strict("closes_before=2026-07-01T00:00:00Z", "notices")) == {"近"}
    assert titles(strict("opens_after=2026-06-01T04:00:00Z", "notices")) == {"远"}


@pytest.mark.parametrize("printed", NUMBERS)
def test_number_is_found_in_any_form(printed: str) -> None:
    publish(title="有文号", number="苏府[2026]5")

    query = QueryDict(mutable=True)
    query["doc_number"] = printed
    assert titles(parse(query, strict=True)) == {"有文号"}


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ("no_such_parameter=1", "no_such_parameter"),
        ("level=nonsense", "level"),
        ("level=", "level"),
        ("level=city,", "level"),
        ("level=city&level=town", "level"),
        ("level[]=city", "level[]"),
        ("-level=nonsense", "-level"),
        ("kind=none", "kind"),
        ("deadline=none", "deadline"),
        ("deadline=8", "deadline"),
        ("amount=5", "amount"),
        ("amount_from=0", "amount_from"),
        ("amount_to=1.5", "amount_to"),
        ("amount_from=１０", "amount_from"),
        ("issuing=garbage", "issuing"),
        ("year=２０２４", "year"),
        ("org=garbage", "org"),
        ("issued_from=２０２４-01-01", "issued_from"),
        ("issued_from=2024-02-30", "issued_from"),
        ("issued_from=2024-01-01T00:00:00Z", "issued_from"),
        ("updated_after=2026-01-01", "updated_after"),
        ("updated_after=2026-01-01T00:00:00", "updated_after"),
        ("updated_after=yesterday", "updated_after"),
        ("as_of=9999-12-31T23:59:59-12:00", "as_of"),
        ("scope=both", "scope"),
        ("q=" + "字" * 201, "q"),
        ("level=" + ",".join(f"x{n}" for n in range(60)), "level"),
    ],
)
def test_strict_refuses_by_name(query: str, param: str) -> None:
    errors = strict(query).errors

    assert errors and {error["param"] for error in errors} == {param}
    assert all(error["reason"] for error in errors)


def test_lenient_drops_with_a_notice_and_takes_check_boxes_as_or(documents: None) -> None:
    query = QueryDict("level=city&level=province&field=nonsense&whatever=1&issued_from=&as_of=never&q=" + "科技 " * 900)
    selection = parse(query, strict=False)

    assert selection.chosen == {"level": ("city", "province")}
    assert selection.errors == [] and len(selection.notices) == 2
    assert len(selection.text) <= 200


def test_caller_reads_its_own_parameters() -> None:
    query = QueryDict("page_size=20&cursor=abc&cursor=def")
    selection = parse(query, parameters=[Integer("page_size", 1, 100)], allowed=["cursor"], strict=True)

    assert selection.values["page_size"] == 20
    assert [error["param"] for error in selection.errors] == ["cursor"]


def test_counts_ignore_their_own_selection_and_add_up(documents: None) -> None:
    selection = strict("level=city&field=technology")
    counts = selection.facet_counts(["level", "field", "region"], PublishedItem.objects.filter(live=True), NOW)
    by_value = {name: {row["value"]: row["count"] for row in rows} for name, rows in counts.items()}

    assert by_value["level"] == {"city": 1, "province": 1}
    assert by_value["field"] == {"technology": 1}
    everything = strict("").facet_counts(["level", "kind"], PublishedItem.objects.filter(live=True), NOW)
    assert [sum(row["count"] for row in rows) for rows in everything.values()] == [4, 4]
    assert everything["level"][-1]["value"] == "none"


def test_every_count_is_the_length_of_its_list(documents: None) -> None:
    base = PublishedItem.objects.filter(live=True)
    for query in ("", "field=tax", "region=330300", "scope=exact"):
        selection = strict(query)
        for name, rows in selection.facet_counts(FACETS, base, NOW).items():
            for row in rows:
                narrowed = strict(selection.query_string(**{name: row["value"]}))
                assert base.filter(narrowed.q(NOW)).count() == row["count"], (query, name, row)


def test_chosen_value_stays_with_zero() -> None:
    rows = strict("level=town").facet_counts(["level"], PublishedItem.objects.all(), NOW)["level"]

    assert [(row["value"], row["count"]) for row in rows] == [("town", 0)]


def test_selection_writes_itself_back() -> None:
    item = uuid4()
    query = f"q=%E4%BC%81%E4%B8%9A&as_of=2026-06-01T04%3A00%3A00Z&level=city,none&-field=tax&policy={item}"
    selection = strict(query)

    assert strict(selection.query_string()).query_string() == selection.query_string()
    assert selection.toggled("level", "city") == "none"
    assert selection.toggled("level", "town") == "city,none,town"
    assert "level" not in selection.query_string(level=None)
