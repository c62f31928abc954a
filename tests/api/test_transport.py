"""What every answer carries: entity tags, compression, freshness, limits, CORS, no cookies."""

import datetime as dt
import gzip
from typing import Any

import pytest
from django.utils import timezone

from portal.conditional import accepts_gzip, holds
from tests.api.conftest import Reader
from tests.search.records import call_item, publish, window

pytestmark = pytest.mark.django_db
LIST = "/api/v1/policies"


@pytest.fixture(autouse=True)
def some_records(db: Any) -> None:
    for number in range(5):
        publish(title=f"关于支持企业创新发展的第{number}号措施")


def max_age(response: Any) -> int:
    return int(response["Cache-Control"].removeprefix("public, max-age="))


def test_each_representation_has_a_strong_tag_that_revalidates(reader: Reader) -> None:
    plain = reader.get(LIST)
    packed = reader.get(LIST, headers={"Accept-Encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == plain.content
    assert plain["ETag"] != packed["ETag"] and not packed["ETag"].startswith("W/")
    for encoding, tag in (("identity", plain["ETag"]), ("gzip", packed["ETag"])):
        for condition in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = reader.get(LIST, headers={"Accept-Encoding": encoding, "If-None-Match": condition})
            assert again.status_code == 304 and not again.content
            assert again["ETag"] == tag and again["Vary"] == "Accept-Encoding" and "Cache-Control" in again
    other = reader.get(LIST, headers={"Accept-Encoding": "gzip", "If-None-Match": plain["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("header", "expected"),
    [("gzip", True), ("gzip, br", True), ("br;q=1, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("", False),
     ("br", False), ("gzip;q=0, *", False), ("GZIP", True), ("gzip; q=0.000", False), ("xgzip", False)],
)  # fmt: skip
def test_accept_encoding(header: str, expected: bool) -> None:
    assert accepts_gzip(header) is expected


def test_if_none_match_is_compared_by_whole_tags() -> None:
    assert holds('"a", W/"b"', '"b"') and holds("*", '"b"')
    assert not holds('"ab"', '"b"') and not holds("", '"b"') and not holds("b", '"b"')


def test_head_is_get_without_body(reader: Reader) -> None:
    get, head = reader.get(LIST), reader.head(LIST)

    assert head.status_code == 200 and not head.content
    assert (head["ETag"], head["Content-Length"]) == (get["ETag"], str(len(get.content)))


def test_publication_changes_the_tag(reader: Reader) -> None:
    before = reader.get(LIST)["ETag"]
    publish(title="新文件")

    assert reader.get(LIST, headers={"If-None-Match": before}).status_code == 200


def test_answer_is_fresh_no_longer_than_to_the_next_boundary(reader: Reader) -> None:
    assert max_age(reader.get(LIST)) == 60
    closing = timezone.now() + dt.timedelta(seconds=20)
    publish("notices", "将截止", items=[call_item(window(closing - dt.timedelta(days=30), closing))])

    assert 15 <= max_age(reader.get(LIST)) <= 19
    assert max_age(reader.get(f"{LIST}?as_of=2026-01-01T00:00:00Z")) == 60


def test_boundary_of_one_item_counts_though_the_call_stays_open(reader: Reader) -> None:
    now = timezone.now()
    long = window(now - dt.timedelta(days=30), now + dt.timedelta(days=3))
    short = window(now + dt.timedelta(seconds=30), now + dt.timedelta(days=5))
    publish("notices", "两项", items=[call_item(long), call_item(short)])

    assert max_age(reader.get("/api/v1/notices")) < 30


def test_every_answer_is_described_and_open_to_all_origins(reader: Reader) -> None:
    for path, status in ((LIST, 200), ("/api/v1/nothing", 404)):
        response = reader.get(path, headers={"Origin": "https://third.example"})
        assert response.status_code == status
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert {"ETag", "Link", "RateLimit"} <= set(response["Access-Control-Expose-Headers"].split(", "))
        assert 'rel="service-desc"' in response["Link"] and 'rel="describedby"' in response["Link"]
        assert response["Content-Language"] == "zh-CN" and response["X-Content-Type-Options"] == "nosniff"
        assert not response.cookies


def test_preflight_allows_reading_only(reader: Reader) -> None:
    response = reader.options(LIST, headers={"Origin": "https://x.example", "Access-Control-Request-Method": "POST"})

    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_quota_is_announced_and_kept(reader: Reader, settings: Any) -> None:
    settings.API_RATE_LIMIT = (3, 3600)

    answers = [reader.get(LIST, headers={"X-Forwarded-For": f"10.0.0.{number}"}) for number in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"default";q=3;w=3600'
    assert answers[0]["RateLimit"].startswith('"default";r=2;t=')
    assert int(answers[3]["Retry-After"]) > 0 and answers[3]["Content-Type"] == "application/problem+json"


def test_switched_off_limit_is_not_announced(reader: Reader, settings: Any) -> None:
    settings.API_RATE_LIMIT = (0, 60)

    assert "RateLimit" not in reader.get(LIST)
