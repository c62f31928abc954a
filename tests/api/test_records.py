"""One record: its detail, who points at it, its versions, and what remains when it is withdrawn."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from portal.publication.models import PublishedItem
from portal.publication.record import withdraw
from portal.publication.transaction import transaction
from portal.windows.instants import rfc3339
from tests.api.conftest import Reader
from tests.search.records import call_item, publish, remove, window

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
DAY = dt.timedelta(days=1)


def gone(item: PublishedItem, reader: Reader) -> dict:
    return reader.read(f"/policies/{item.pk}", 410)


def test_detail_has_the_text_and_no_facts_of_the_clock_s_own(reader: Reader) -> None:
    item = publish(body_text="全文", body_html="<p>全文</p>", clauses=[])

    body = reader.read(f"/policies/{item.pk}")

    assert body["body_text"] == "全文" and body["id"] == str(item.pk)
    assert "validity_facts" not in body and "validity" in body and body["status"] == "none"


def test_detail_follows_as_of(reader: Reader) -> None:
    item = publish("notices", items=[call_item(window(NOW, NOW + 30 * DAY))])

    for at, status in ((NOW - DAY, "upcoming"), (NOW, "open"), (NOW + 30 * DAY, "closed")):
        body = reader.read(f"/notices/{item.pk}", as_of=rfc3339(at))
        assert (body["status"], body["items"][0]["status"]) == (status, status)


def test_withdrawn_record_leaves_a_tombstone(reader: Reader) -> None:
    item, successor = publish(title="旧办法"), uuid4()
    with transaction():
        withdraw(item.pk, reason="replaced", successor=successor)

    body = gone(item, reader)

    assert body["type"] == "/problems/gone" and body["status"] == 410 and body["kind"] == "policies"
    assert (body["id"], body["reason"], body["successor"]) == (str(item.pk), "replaced", str(successor))
    assert body["title"] == "旧办法" and body["withdrawn_at"].endswith("+08:00")
    assert reader.read(f"/policies/{item.pk}/versions", 410)["id"] == str(item.pk)
    assert reader.read(f"/notices/{item.pk}", 404)


@pytest.mark.parametrize("reason", ["issued_in_error", "not_public"])
def test_title_of_what_must_not_be_known_is_not_told(reader: Reader, reason: str) -> None:
    item = publish(title="不应公开")
    remove(item, reason)

    response = reader.get(f"/api/v1/policies/{item.pk}")

    assert response.status_code == 410 and response.json()["title"] is None
    assert "不应公开" not in response.content.decode()


def test_same_id_published_again_is_readable_again(reader: Reader) -> None:
    item = publish()
    remove(item)
    publish(id=item.pk)

    assert reader.read(f"/policies/{item.pk}")["version"] == 3


def test_who_points_at_it_is_read_with_the_request(reader: Reader) -> None:
    policy = publish()
    scheme = publish("policy-products", "项目", subtype="scheme", policies=[{"id": str(policy.pk)}])
    product = publish("policy-products", "产品", subtype="product", members=[{"id": str(scheme.pk)}])
    item = call_item(window(NOW - DAY, NOW + 30 * DAY)) | {"scheme": {"id": str(scheme.pk)}}
    call = publish("notices", "申报", items=[item])
    reading = publish("interpretations", "解读", policies=[{"id": str(policy.pk)}])
    result = publish("disclosures", "公示", notices=[{"id": str(call.pk)}])

    about_policy = reader.read(f"/policies/{policy.pk}")
    about_scheme = reader.read(f"/policy-products/{scheme.pk}")
    about_product = reader.read(f"/policy-products/{product.pk}")

    assert [row["id"] for row in about_policy["interpretations"]] == [str(reading.pk)]
    assert [row["id"] for row in about_policy["policy_products"]] == [str(scheme.pk)]
    assert [row["id"] for row in about_scheme["packaged_in"]] == [str(product.pk)]
    assert about_scheme["current_notices"] == about_product["current_notices"] == [
        {
            "id": str(call.pk), "title": "申报", "kind": "notices", "status": "open",
            "url": f"http://testserver{call.path}",
        }
    ]  # fmt: skip
    later = reader.read(f"/policy-products/{scheme.pk}", as_of=rfc3339(NOW + 40 * DAY))
    assert later["current_notices"] == []
    assert [row["id"] for row in reader.read(f"/notices/{call.pk}")["disclosures"]] == [str(result.pk)]


def test_versions_tell_what_changed_when(reader: Reader) -> None:
    item = publish(title="一稿", body_text="甲")
    publish(id=item.pk, title="二稿", body_text="乙")

    newest, first = reader.read(f"/policies/{item.pk}/versions")["data"]

    assert (newest["n"], newest["type"]) == (2, "policy.updated")
    assert {"field": "title", "old": "一稿", "new": "二稿"} in newest["changed"]
    assert (first["n"], first["type"], first["changed"]) == (1, "policy.published", [])
    assert first["position"] < newest["position"]
    assert reader.read(f"/policies/{item.pk}/versions/1")["object"]["body_text"] == "甲"
    assert reader.read(f"/policies/{item.pk}/versions/3", 404)
