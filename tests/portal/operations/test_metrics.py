"""Figures: what processes count adds up, the database's are those of the moment, and only the operator reads them."""

import ipaddress
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from portal.publication.models import ConsumerCursor, ParkedEvent
from search.engine import EngineUnavailable
from search.observing import Observed
from tests.places import ROOT
from tests.search.records import publish

pytestmark = pytest.mark.django_db


def figures(client: Client, **headers: str) -> dict[tuple[str, ...], float]:
    """{(name, label values…): value}."""
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1", ""])
def test_others_find_nothing_there(client: Client, address: str) -> None:
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == 404


def test_allowed_networks_are_the_operators_choice(client: Client, settings: Any) -> None:
    settings.METRICS_ALLOWED = [ipaddress.ip_network("10.0.0.0/8")]

    assert client.get("/metrics", REMOTE_ADDR="::ffff:10.1.2.3").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 404


def test_a_proxy_that_the_portal_does_not_know_opens_nothing(client: Client) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


def test_an_address_is_the_one_that_our_proxy_saw(client: Client, settings: Any) -> None:
    settings.TRUSTED_PROXY_COUNT = 1

    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9, 127.0.0.1"}).status_code == 200


def test_lags_are_those_of_the_moment(client: Client) -> None:
    item = publish()
    ConsumerCursor.objects.update_or_create(
        name="search", defaults={"position": item.position - 1, "updated_at": item.updated_at}
    )
    ParkedEvent.objects.create(consumer="search", position=1, event_id="x", reason="", parked_at=item.updated_at)

    found = figures(client)

    assert found["huiqi_database_up",] == 1
    assert found["huiqi_log_position",] == item.position
    assert found["huiqi_consumer_lag_events", "search"] == 1
    assert found["huiqi_consumer_lag_seconds", "search"] > 0
    assert found["huiqi_parked_events", "search"] == 1
    assert found["huiqi_webhook_endpoints", "active"] == 0
    assert found["huiqi_webhook_oldest_waiting_seconds",] == 0


def test_requests_are_counted_by_area_method_and_class(client: Client) -> None:
    before = figures(client).get(("huiqi_requests_total", "api", "GET", "4xx"), 0)

    client.get("/api/v1/nothing")

    assert figures(client)["huiqi_requests_total", "api", "GET", "4xx"] == before + 1


@pytest.mark.slow
def test_processes_add_up(client: Client, settings: Any) -> None:
    label = ("huiqi_requests_total", "pages", "POST", "5xx")
    before = figures(client).get(label, 0)
    code = (
        "import django; django.setup()\n"
        "from portal.operations.metrics.counters import REQUESTS, safely\n"
        "safely(lambda: REQUESTS.labels('pages', 'POST', '5xx').inc())\n"
    )
    environment = {**os.environ, "METRICS_DIR": str(settings.METRICS_ROOT)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True)

    assert figures(client)[label] == before + 2


def test_engine_calls_are_counted_by_result(client: Client) -> None:
    class Away:
        def search(self) -> None:
            raise EngineUnavailable("away")

    before = figures(client).get(("huiqi_search_engine_calls_total", "search", "EngineUnavailable"), 0)

    with pytest.raises(EngineUnavailable):
        Observed(Away()).search()

    assert figures(client)["huiqi_search_engine_calls_total", "search", "EngineUnavailable"] == before + 1


def test_counting_fails_no_request(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portal.operations.metrics.counters.process_name", lambda: "another-1")
    monkeypatch.setattr(Path, "write_bytes", full)

    assert client.get("/api/v1").status_code == 200
