"""Entry, vocabularies, organisations, search, documentation, well-known addresses."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.publication.models import ConsumerCursor
from portal.taxonomy.models import Organisation
from tests.api.conftest import Reader
from tests.search.records import publish

pytestmark = pytest.mark.django_db


def test_entry_leads_everywhere(reader: Reader, settings: Any, tmp_path: Path) -> None:
    settings.DUMPS_ROOT = tmp_path
    publish()
    call_command("export_dumps", verbosity=0)

    body = reader.read("")

    assert body["position"].endswith("-00000000000000000001") and body["now"].endswith("+08:00")
    for name, address in body["links"].items():
        assert reader.get(address.removeprefix("http://testserver")).status_code == 200, name
    assert reader.read("/")["links"] == body["links"]


def test_vocabularies_with_codes_and_what_replaced_them(reader: Reader) -> None:
    schemes = [row["scheme"] for row in reader.read("/taxonomies")["data"]]
    levels = reader.read("/taxonomies/level")["data"]

    assert schemes == ["level", "region", "field", "support_form", "industry", "size", "growth_stage"]
    assert [row["code"] for row in levels] == ["country", "province", "city", "district", "town", "park"]
    assert levels[0]["rank"] == 0 and levels[0]["replaced_by"] is None
    regions = {row["code"]: row for row in reader.read("/taxonomies/region")["data"]}
    assert regions["320500"]["parent"] == "320000" and regions["320500"]["within"] == []


def test_organisations_by_name_in_pages(reader: Reader) -> None:
    made = [Organisation.objects.create(name=f"苏州市第{number}局") for number in range(3)]
    made[0].names.create(name="苏州市旧局")
    made[0].save()

    first = reader.read("/organisations", page_size="2")
    second = reader.read("/organisations", page_size="2", cursor=first["page"]["next_cursor"])

    assert first["page"]["total"] == 3
    assert [row["name"] for row in first["data"] + second["data"]] == sorted(body.name for body in made)
    assert reader.ids("/organisations", q="旧局") == [str(made[0].pk)]
    assert reader.read(f"/organisations/{made[0].pk}")["names"][0]["name"] == "苏州市旧局"
    assert reader.read("/organisations", 400, kind="x", q="a" * 300)["errors"][1]["param"] == "kind"


def test_search_without_engine_answers_from_the_database_and_says_so(reader: Reader) -> None:
    publish(title="关于人才奖励的办法", level="city")
    publish("guides", "办事指南")

    body = reader.read("/search", q="人才", facets="kind,level", highlight="true")

    assert body["degraded"] is True and body["page"] == {"number": 1, "total": 1}
    assert body["data"][0]["highlight"]["title"] == "关于<mark>人才</mark>奖励的办法"
    assert [(row["value"], row["count"]) for row in body["facets"]["kind"]] == [("policies", 1)]


def test_documentation_needs_nothing_from_elsewhere(reader: Reader) -> None:
    response = reader.get("/api/docs/")
    page = response.content.decode()

    assert response.status_code == 200 and "/api/v1/notices/{id}" in page
    assert "<script" not in page and "style=" not in page
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_problem_types_are_explained(reader: Reader) -> None:
    address = reader.read("/policies", 400, x="1")["type"]

    assert reader.get(address).status_code == 200
    assert reader.get("/problems/nonsense").status_code == 404


def test_catalogue_and_security_contact(reader: Reader, settings: Any) -> None:
    catalogue = reader.get("/.well-known/api-catalog")
    contact = reader.get("/.well-known/security.txt").content.decode()

    assert catalogue["Content-Type"].startswith("application/linkset+json")
    hrefs = [link["href"] for entry in catalogue.json()["linkset"] for links in entry.values()
             if isinstance(links, list) for link in links]  # fmt: skip
    assert all(reader.get(href.removeprefix("http://testserver")).status_code == 200 for href in hrefs)
    expires = dt.datetime.fromisoformat(contact.split("Expires: ")[1].split("\n")[0])
    assert timezone.now() < expires < timezone.now() + dt.timedelta(days=366)
    settings.SECURITY_CONTACT = ""
    assert reader.get("/.well-known/security.txt").status_code == 404


def test_health_is_503_when_the_sweeper_is_late(reader: Reader) -> None:
    assert reader.get("/healthz").status_code == 200
    ConsumerCursor.objects.create(name="sweeper", updated_at=timezone.now() - dt.timedelta(minutes=5))

    response = reader.get("/healthz")

    assert response.status_code == 503 and response.json()["status"] == "late"
    assert response["Cache-Control"] == "no-store" and response["Retry-After"]
