"""Facets and typed parameters at the API: roles, deadline, amount; what is refused, what stands at zero."""

import datetime as dt
from uuid import UUID

import pytest
from django.utils import timezone

from portal.publication.consumers import advance
from portal.taxonomy.models import Organisation
from portal.windows.calm import calm
from portal.windows.instants import rfc3339
from search.indexing.indexer import Indexer
from tests.api.conftest import Reader
from tests.search.records import call_item, publish, window

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NOW = timezone.now().replace(microsecond=0)


def body(number: int) -> dict[str, str]:
    found = Organisation.objects.create(pk=UUID(int=number), name=f"第{number}局")
    return {"id": str(found.pk), "name": found.name}


def counts(reader: Reader, path: str, facet: str, **given: str) -> dict[str, int]:
    return {row["value"]: row["count"] for row in reader.read(path, facets=facet, **given)["facets"][facet]}


@pytest.fixture
def schemes() -> list[str]:
    one, two = body(1), body(2)
    amounts = ({"min": None, "max": 100_000}, {"min": 200_000, "max": None}, {"min": 1, "max": 20_000_000}, None)
    return [
        str(publish("policy-products", f"补贴{n}", subtype="scheme", field=["tax", "technology"][: n + 1],
                    amount=amount, roles={"issuing": [one], "competent": [two], "receiving": []}).pk)
        for n, amount in enumerate(amounts)
    ]  # fmt: skip


@pytest.fixture
def indexed(schemes: list[str]) -> None:
    publish("notices", "近", items=[call_item(window(NOW - DAY, NOW + 5 * DAY))])
    publish("notices", "远", items=[call_item(window(NOW + DAY, NOW + 80 * DAY))])
    indexer = Indexer()
    while advance(indexer):
        pass


def test_organisation_is_asked_for_by_role(reader: Reader, schemes: list[str]) -> None:
    one, two = str(UUID(int=1)), str(UUID(int=2))

    assert reader.ids("/policy-products", issuing=one) and reader.ids("/policy-products", competent=two)
    assert reader.ids("/policy-products", issuing=two) == reader.ids("/policy-products", competent=one) == []
    assert reader.read("/policy-products", facets="org,issuing,receiving")["facets"] == {
        "org": [
            {"value": one, "label": "第1局", "count": 4},
            {"value": two, "label": "第2局", "count": 4},
        ],
        "issuing": [{"value": one, "label": "第1局", "count": 4}],
        "receiving": [{"value": "none", "label": "未注明", "count": 4}],
    }


@pytest.mark.parametrize("path", ["/policy-products", "/search"])
def test_amount_narrows_counts_and_orders(reader: Reader, schemes: list[str], indexed: None, path: str) -> None:
    small, middle, large, unstated = schemes
    highest = "-amount" if path == "/policy-products" else "amount"

    assert set(reader.ids(path, amount_from="100001")) == {middle, large}
    assert set(reader.ids(path, amount_from="100000", amount_to="200000")) == {small, middle}
    assert reader.ids(path, sort=highest)[:3] == [large, middle, small]
    assert reader.ids(path, sort=highest, type="scheme")[-1] == unstated
    assert counts(reader, path, "amount", type="scheme") == {
        "up_to_100k": 1, "up_to_500k": 1, "over_10m": 1, "none": 1}  # fmt: skip


def test_pages_by_amount_join(reader: Reader, schemes: list[str]) -> None:
    first = reader.read("/policy-products", sort="-amount", page_size="3")
    second = reader.read("/policy-products", sort="-amount", page_size="3", cursor=first["page"]["next_cursor"])

    assert [row["id"] for row in first["data"] + second["data"]] == [schemes[n] for n in (2, 1, 0, 3)]


@pytest.mark.parametrize("path", ["/notices", "/search"])
def test_deadlines_are_asked_for(reader: Reader, indexed: None, path: str) -> None:
    def titles(**given: str) -> set[str]:
        return {row["title"] for row in reader.read(path, **given)["data"]}

    assert titles(deadline="7") == titles(closes_before=rfc3339(NOW + 6 * DAY)) == {"近"}
    assert titles(deadline="90") == {"近", "远"}
    assert titles(opens_after=rfc3339(NOW)) == {"远"}
    assert titles(deadline="7", as_of=rfc3339(NOW + 74 * DAY)) == {"远"}
    assert counts(reader, path, "deadline", deadline="7") == {"7": 1, "30": 1, "90": 2}


def test_answer_made_before_a_deadline_comes_near_is_not_kept_beyond() -> None:
    soon, now = dt.timedelta(seconds=30), timezone.now()
    publish("notices", "三十天后截止", items=[call_item(window(now - DAY, now + 30 * DAY + soon))])

    assert calm(now).until == now + soon
    assert calm(now + soon).since == now + soon


@pytest.mark.parametrize("path", ["/policy-products", "/search"])
@pytest.mark.parametrize(
    "given",
    [{"field": "nonsense"}, {"-field": "tax,nonsense"}, {"amount": "5"}, {"amount_from": "-1"}, {"issuing": "x"},
     {"facets": "nonsense"}, {"sort": "nonsense"}],
)  # fmt: skip
def test_unknown_values_are_refused(reader: Reader, path: str, given: dict[str, str]) -> None:
    problem = reader.read(path, 400, **given)

    assert [error["param"] for error in problem["errors"]] == list(given)


@pytest.mark.parametrize("path", ["/policy-products", "/search"])
def test_chosen_values_stand_even_at_zero_and_several_are_or(reader: Reader, indexed: None, path: str) -> None:
    assert counts(reader, path, "category", type="scheme", category="funding") == {"none": 4, "funding": 0}
    assert counts(reader, path, "field", type="scheme", field="tax,talent") == {"tax": 4, "technology": 3, "talent": 0}
    assert reader.read(path, type="scheme", field="technology,talent,none")["page"]["total"] == 3


@pytest.mark.parametrize("path", ["/policy-products", "/search"])
def test_what_is_excluded_stays_excluded_in_its_facets_counts(reader: Reader, indexed: None, path: str) -> None:
    given = {"-field": "technology", "type": "scheme"}

    assert counts(reader, path, "field", **given) == {"tax": 1}
    assert reader.read(path, field="tax", **given)["page"]["total"] == 1
