"""What hostile requests get: a problem, never a fault, never another site's page."""

import json
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from api.errors import printable
from tests.api.conftest import Reader
from tests.search.records import publish

LIST = "/api/v1/policies"
ID = "00000000-0000-4000-8000-000000000000"
LONG = "a" * 70_000

# (path and raw query, allowed statuses)
REQUESTS = [
    *[
        (f"{LIST}?q={text}", {200})
        for text in ("'", '"', "%27%20or%201=1--", "%5E", "%5C", "*", "%25", "_", "(", "NEAR(")
    ],
    *[(f"{LIST}?q={text}", {200}) for text in ("%E2%80%AE", "%F0%9F%98%80", "%0A", "-", "")],
    (f"{LIST}?q=%00", {400}),
    (f"{LIST}?q=%ff%fe", {400}),
    (f"{LIST}?q=%ED%A0%80", {400}),  # a lone surrogate
    (f"{LIST}?q={'a' * 6000}", {400}),
    (f"{LIST}?q={LONG}", {414}),
    (f"{LIST}/{LONG}", {414}),
    (f"{LIST}?{'&'.join(f'p{number}=1' for number in range(500))}", {400}),
    (f"{LIST}?%00=1", {400}),
    (f"{LIST}?=1", {400}),
    (f"{LIST}?level[]=city", {400}),
    (f"{LIST}?level[0]=city", {400}),
    (f"{LIST}?level=", {400}),
    (f"{LIST}?level=,", {400}),
    (f"{LIST}?level=city&level=city", {400}),
    (f"{LIST}?level={','.join(['city'] * 60)}", {400}),
    (f"{LIST}?--level=city", {400}),
    (f"{LIST}?field=%F0%9F%98%80", {400}),
    (f"{LIST}?facets=nonsense", {400}),
    (f"{LIST}?sort=id", {400}),
    (f"{LIST}?format=xml", {400}),
    (f"{LIST}?page=2", {400}),
    *[(f"{LIST}?page_size={text}", {400}) for text in ("0", "-1", "1e25", "101", "x", "9" * 400, "%D9%A1", "1.0", "")],
    *[(f"/api/v1/search?page={text}", {400}) for text in ("0", "-1", "1e25", "10001", "501", "9" * 30)],
    *[(f"{LIST}?as_of={text}", {400}) for text in ("2026-01-01", "2026-01-01T00:00:00", "now", "9999-12-31T23:59:59Z")],
    *[(f"{LIST}?as_of={text}", {400}) for text in ("0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z")],
    *[(f"{LIST}?issued_from={text}", {400}) for text in ("2026-13-01", "20260101", "%D9%A2%D9%A0")],
    *[(f"{LIST}?cursor={text}", {400}) for text in ("garbage!!", "A" * 3000, "", "e30.x", "%22", "W10.AAAA")],
    (f"{LIST}/%00", {404}),
    (f"{LIST}/%2e%2e%2fadmin", {404}),
    (f"{LIST}/../../admin/", {404}),
    (f"{LIST}/%0a", {404}),
    (f"{LIST}/%ff", {404}),
    (f"{LIST}/no_such_id_123", {404}),
    (f"{LIST}/{ID}", {404}),
    (f"{LIST}/{ID}/versions", {404}),
    (f"{LIST}/{ID}/versions/1", {404}),
    (f"{LIST}/{ID}/versions/99999999999999999999", {404}),
    (f"{LIST}/{ID}?x=1", {400}),
    (f"{LIST}/", {404}),
    ("/api", {404}),
    ("/api/", {404}),
    ("/api/v2", {404}),
    ("/api/v1/changes?after=%00", {400}),
    ("/api/v1/webhook-endpoints", {401}),
    ("/api/v1/no/such/route", {404}),
    ("/api/v1/taxonomies/nonsense", {404}),
    ("/api/v1?x=1", {400}),
    ("/api/openapi.json?format=yaml", {400}),
]


def send(path: str, method: str = "GET", **extra: Any) -> Any:
    """A request with its raw path and query as a server would hand them on."""
    address, _, query = path.partition("?")
    environment = RequestFactory()._base_environ() | {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(address).decode("latin-1"),
        "QUERY_STRING": query,
        **extra,
    }
    return Reader().request(**environment)


@pytest.fixture(autouse=True)
def one_record(db: Any) -> None:
    publish(level="city", field=["tax"])


@pytest.mark.parametrize(("path", "allowed"), REQUESTS, ids=lambda value: str(value)[:60])
def test_hostile_address_is_refused_in_the_api_s_own_form(path: str, allowed: set[int]) -> None:
    response = send(path)

    assert response.status_code in allowed, response.content[:300]
    if response.status_code >= 400:
        assert_problem(response)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", [LIST, f"{LIST}/{ID}", "/api/v1", "/api/openapi.json", "/api/v1/search"])
def test_writing_is_refused_with_allow(method: str, path: str) -> None:
    response = send(path, method)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert_problem(response)


def test_deeply_nested_body_is_not_even_read() -> None:
    body = b"[" * 100_000 + b"]" * 100_000

    response = Reader().post(LIST, data=body, content_type="application/json")

    assert response.status_code == 405
    assert_problem(response)


@pytest.mark.parametrize(
    ("accept", "status"),
    [("*/*", 200), ("application/json", 200), ("application/*", 200), ("application/json; indent=8", 200),
     ("text/html,*/*;q=0.8", 200), ("application/xml", 406), ("text/html", 406), ("nonsense", 406), (";;;,,/", 406)],
)  # fmt: skip
def test_accept_decides_between_json_and_406(accept: str, status: int) -> None:
    response = Reader().get(LIST, headers={"Accept": accept})

    assert response.status_code == status
    if status == 406:
        assert_problem(response)


def test_foreign_host_header_is_a_problem_too() -> None:
    response = Reader().get(LIST, headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert_problem(response)


def test_fault_is_a_problem_that_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.content.lists.answer", lambda *_: 1 / 0)

    response = Reader().get(LIST)

    assert response.status_code == 500
    assert_problem(response)
    assert b"division" not in response.content


def test_database_that_does_not_answer_is_503_with_retry_after(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("api.content.lists.answer", locked)
    monkeypatch.setattr("api.well_known.health", locked)

    response, health = Reader().get(LIST), Reader().get("/healthz")

    assert response.status_code == 503 and response["Retry-After"]
    assert_problem(response)
    assert health.status_code == 503 and health.json()["status"] == "down"


def test_every_fault_is_named() -> None:
    body = Reader().read("/policies", 400, level="nonsense", page="1", **{"-field": "x"})

    assert {error["param"] for error in body["errors"]} == {"level", "page", "-field"}
    assert all(error["reason"] for error in body["errors"])


def test_echo_is_short_and_can_be_encoded() -> None:
    assert len(printable("\ud800" * 5000)) < 300


def assert_problem(response: Any) -> None:
    body = json.loads(response.content)
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert body["status"] == response.status_code
    assert body["type"].startswith("/problems/")
    assert {"title", "detail", "instance"} <= set(body)
    assert not response.cookies
