"""Figures: right to the second, the same as what the filters keep, in as many queries for many records as for few."""

import datetime as dt
from collections import Counter
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from portal.publication.models import PublishedItem
from portal.taxonomy.models import Organisation
from portal.windows.clock import periods_of
from portal.windows.instants import parse_instant, rfc3339
from portal.windows.status import status
from search.figures.counting import Figures, figures, totals_by_kind
from search.figures.dimensions import BY_KIND, DIMENSIONS
from search.filters.facet_types import NONE
from search.filters.grammar import Selection, parse
from search.filters.scope import selection_of
from tests.search.records import call_item, publish, remove, window

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 4, tzinfo=dt.UTC)
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


def selection(query: str = "") -> Selection:
    return parse(QueryDict(query), strict=True)


def counted(query: str = "", now: dt.datetime = NOW, **given: Any) -> Figures:
    return figures(selection(query), now=now, **given)


def counts(found: Figures, name: str) -> dict[str, int]:
    rows = next(breakdown.rows for breakdown in found.breakdowns if breakdown.name == name)
    return {row.value: row.count for row in rows if row.count}


def happening(kind: str, at: dt.datetime, closes_at: dt.datetime | None = None) -> dict[str, Any]:
    return {
        "id": f"{kind}-{at}", "kind": kind, "at": rfc3339(at), "closes_at": rfc3339(closes_at) if closes_at else None,
        "opens_at": None, "open_ended": False, "corrects": None, "reason": None, "source_url": None,
    }  # fmt: skip


@pytest.fixture
def calls() -> list[PublishedItem]:
    """Calls with every kind of boundary: opening, near, closing, suspended, extended, full, without end or time."""
    moved = [happening("suspended", NOW + DAY), happening("resumed", NOW + 2 * DAY),
             happening("extended", NOW + 3 * DAY, NOW + 30 * DAY),
             happening("quota_reached", NOW + 25 * DAY)]  # fmt: skip
    windows = [
        [window(NOW - DAY, NOW + 10 * DAY + SECOND)],
        [window(NOW + 2 * DAY, NOW + 4 * DAY)],
        [window(NOW - 5 * DAY, NOW + 4 * DAY, happenings=moved)],
        [window(NOW - 9 * DAY, open_ended=True)],
        [window()],
        [window(NOW - 20 * DAY, NOW - 10 * DAY), window(NOW + 5 * DAY, NOW + 15 * DAY)],
        [],
    ]
    return [
        publish("notices", f"第{n}号", items=[call_item(*own)] if own else []) for n, own in enumerate(windows)
    ]  # fmt: skip


def instants(items: list[PublishedItem]) -> list[dt.datetime]:
    """Every boundary of the calls, and a second and a microsecond to each side of it."""
    found = {edge for item in items for span in item.spans.filter(axis="status") for edge in (span.starts_at,)}
    near = (-SECOND, dt.timedelta(microseconds=-1), dt.timedelta(), dt.timedelta(microseconds=1), SECOND)
    return sorted(edge + step for edge in found if edge.year > 1900 for step in near)


def test_statuses_are_those_of_the_pure_function_around_every_boundary(calls: list[PublishedItem]) -> None:
    moments = instants(calls)
    assert len(moments) > 60

    for at in moments:
        found = counted(urlencode({"as_of": rfc3339(at)}), by=("status",))
        wanted = Counter(str(status(periods_of(item.listing), at).value) for item in calls)
        assert counts(found, "status") == wanted, at
        assert found.at == at and found.total == len(calls)


def test_as_of_is_read_from_the_address_and_wins_over_now(calls: list[PublishedItem]) -> None:
    at = parse_instant("2026-12-01T12:00:01+08:00")

    assert counted("kind=notices&as_of=2026-12-01T12:00:01%2B08:00", by=("status",)) == counted(
        "kind=notices", now=at, by=("status",)
    )


@pytest.fixture
def records(calls: list[PublishedItem]) -> None:
    one, two = ({"id": str(Organisation.objects.create(pk=UUID(int=n), name=f"第{n}局").pk)} for n in (1, 2))
    for n, kind in enumerate(BY_KIND):
        publish(
            kind, f"记录{kind}", level=["city", "district", None][n % 3], field=[["technology", "tax"], []][n % 2],
            published_on=[f"2026-{n + 1:02d}-15", None][n % 2],
            **({"issued_on": "2024-02-29"} if kind == "policies" else {}),
            roles={"issuing": [one, two], "competent": [one], "receiving": []}, disclosure_type="public_comment",
            form="text", category="funding", document_class="law", windows=[], items=[],
            audience={"subject": ["enterprise"]},
        )  # fmt: skip
    remove(publish("policies", "撤回的", level="city"))


def test_each_row_counts_what_its_filter_keeps(records: None) -> None:
    tried = 0
    for query in ("", *(f"kind={kind}" for kind in BY_KIND), "level=city,district", "-field=tax"):
        given = QueryDict(query).dict()
        rows = [row for breakdown in counted(query, by=tuple(DIMENSIONS)).breakdowns for row in breakdown.rows]
        for row in rows:
            # A filter of a name that is in use already would widen what was asked.
            if row.filter and not row.filter.keys() & given.keys():
                tried += 1
                assert counted(urlencode({**given, **row.filter}), by=("kind",)).total == row.count, (query, row)

    assert tried > 500


def test_one_valued_figures_add_up_to_the_total(records: None) -> None:
    for query in ("", "level=city", "kind=policies", "field=none"):
        found = counted(query, by=tuple(DIMENSIONS))
        for breakdown in found.breakdowns:
            if not breakdown.many:
                assert sum(row.count for row in breakdown.rows) == found.total, (query, breakdown.name)


def test_month_is_that_of_issue_else_of_publication(records: None) -> None:
    assert counts(counted("kind=policies"), "month") == {"2024-02": 1}
    assert counts(counted("kind=interpretations"), "month") == {NONE: 1}
    assert counts(counted("kind=compilations"), "month") == {"2026-05": 1}


def test_leap_day_belongs_to_its_month(records: None) -> None:
    row = counted("kind=policies").breakdowns[-1].rows[0]

    assert row.filter == {"issued_from": "2024-02-01", "issued_to": "2024-02-29"} and row.count == 1


def test_known_codes_stand_there_also_at_zero(calls: list[PublishedItem]) -> None:
    rows = counted("kind=notices").breakdowns[1].rows

    assert [row.value for row in rows][:3] == ["country", "province", "city"]
    assert next(row for row in rows if row.value == "city").count == 0


def test_number_of_queries_does_not_grow_with_the_records(records: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            counted(), counted("kind=policies"), totals_by_kind(selection(), now=NOW)
        return len(asked)

    def least() -> int:
        """Without what is looked up once in a while, whoever asks."""
        return min(queries() for _again in range(3))

    few = least()
    for n in range(12):
        body = {"id": str(Organisation.objects.create(pk=UUID(int=90 + n), name=f"又{n}局").pk)}
        publish("policies", f"更多{n}", level="park", field=["talent"], issued_on=f"20{n + 10}-05-01",
                roles={"issuing": [body]})  # fmt: skip

    assert least() == few


def test_site_confined_to_a_part_counts_that_part_alone(records: None) -> None:
    within = selection_of(QueryDict("level=city"))
    confined = selection("field=technology")
    confined.within = within

    assert figures(confined, now=NOW).total == counted("field=technology&level=city").total > 0
    assert totals_by_kind(confined, now=NOW) == counts(counted("field=technology&level=city"), "kind")


def test_totals_by_kind_leave_the_chosen_kind_out(records: None) -> None:
    assert totals_by_kind(selection("kind=notices&level=city"), now=NOW) == counts(counted("level=city"), "kind")
