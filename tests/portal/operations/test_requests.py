"""The lines of the log: one a request, with its id, as JSON, and nothing about persons."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pythonjsonlogger.json import JsonFormatter

from portal.log_context import Bound, bound
from portal.operations.requests import HEADER, RequestMiddleware, path_told
from portal.settings.logs import FORMATS

logger = logging.getLogger("tests.lines")


class Lines(logging.Handler):
    """What the JSON format makes of each record."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.addFilter(Bound())
        self.setFormatter(JsonFormatter(**{name: value for name, value in FORMATS["json"].items() if name != "()"}))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def told(self, name: str) -> list[dict[str, Any]]:
        return [line for line in map(json.loads, self.lines) if line["logger"] == name]


@pytest.fixture
def lines(settings: Any) -> Iterator[Lines]:
    settings.LOG_REQUESTS = True
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def answered(request: HttpRequest, status: int = 200) -> HttpResponse:
    return RequestMiddleware(lambda _: HttpResponse(status=status))(request)


def test_a_line_says_method_path_status_and_time(lines: Lines) -> None:
    answer = answered(RequestFactory().get("/policies/", {"q": "张三"}, headers={"X-Forwarded-For": "203.0.113.9"}))

    [line] = lines.told("portal.operations.requests")
    assert (line["method"], line["path"], line["status"], line["level"]) == ("GET", "/policies/", 200, "INFO")
    assert line["duration_ms"] >= 0
    assert line["time"].endswith("+00:00")
    assert line["request_id"] == answer[HEADER]
    assert "张三" not in lines.lines[0]
    assert "203.0.113.9" not in lines.lines[0]


def test_an_error_is_told_as_one(lines: Lines) -> None:
    answered(RequestFactory().get("/"), 503)

    assert lines.told("portal.operations.requests")[0]["level"] == "WARNING"


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_what_machines_ask_every_few_seconds_is_not_told(lines: Lines, path: str) -> None:
    answered(RequestFactory().get(path))

    assert lines.lines == []


def test_lines_inside_a_request_carry_its_id(lines: Lines) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        logger.warning("inside")
        return HttpResponse()

    answer = RequestMiddleware(view)(RequestFactory().get("/"))

    assert lines.told("tests.lines")[0]["request_id"] == answer[HEADER]


def test_an_id_is_taken_from_our_own_proxy_alone(settings: Any) -> None:
    asked = RequestFactory().get("/", headers={HEADER: "given-by-proxy"})
    assert answered(asked)[HEADER] != "given-by-proxy"

    settings.TRUSTED_PROXY_COUNT = 1
    assert answered(asked)[HEADER] == "given-by-proxy"
    assert answered(RequestFactory().get("/", headers={HEADER: "two\nlines of it"}))[HEADER] != "two\nlines of it"


@pytest.mark.django_db
def test_what_lets_somebody_in_is_not_told(client: Client) -> None:
    answer = client.get("/admin/password_reset/confirm/MQ/abc-secret/")

    told = path_told(answer.wsgi_request)

    assert told == "/admin/password_reset/confirm/…/…/"


def test_an_exception_is_one_line(lines: Lines) -> None:
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        logger.exception("it failed")

    [line] = lines.lines
    assert "\n" not in line
    assert "ValueError: first\nsecond" in json.loads(line)["exc_info"]


@pytest.mark.django_db
def test_djangos_own_lines_do_not_print_the_query(lines: Lines, client: Client) -> None:
    client.get("/nowhere-at-all/?q=张三")

    assert any(line["logger"] == "django.request" for line in map(json.loads, lines.lines))
    assert not any("张三" in line for line in lines.lines)


def test_a_consumers_lines_say_which_and_where(lines: Lines) -> None:
    with bound(consumer="search", position=17):
        logger.warning("slow")
    logger.warning("after")

    inside, after = lines.told("tests.lines")
    assert (inside["consumer"], inside["position"]) == ("search", 17)
    assert "consumer" not in after
