"""Every error under /api as application/problem+json (RFC 9457)."""

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions

from api.problems import PROBLEMS, ProblemType, for_status

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
LONGEST_ECHO = 200
RETRY_SECONDS = "5"


class Refusal(Exception):
    """A request that is answered with a problem; `members` are put into its body, `headers` on the response."""

    def __init__(
        self,
        slug: str,
        detail: str = "",
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ):
        super().__init__(detail or slug)
        self.problem, self.detail = PROBLEMS[slug], detail
        self.members, self.headers = dict(members or {}), dict(headers or {})


class InvalidParameters(Refusal):
    """400 that names every refused parameter: `errors` is `[{param, reason}]`."""

    def __init__(self, errors: list[dict[str, str]]):
        shown = [{"param": printable(error["param"]), "reason": printable(error["reason"])} for error in errors]
        named = ", ".join(dict.fromkeys(error["param"] for error in shown))
        super().__init__("invalid-parameters", f"Refused: {named}", {"errors": shown})


def problem_response(
    request: HttpRequest,
    problem: ProblemType,
    *,
    status: int | None = None,
    detail: str = "",
    members: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The response that reports `problem`; never cached but for tombstones, whose caller says so in `headers`."""
    body: dict[str, Any] = {
        "type": problem.address,
        "title": str(problem.title),
        "status": status or problem.status,
        "detail": detail or str(problem.advice),
        "instance": printable(quote(request.path, safe="/:@!$&'()*+,;=-._~", errors="replace")),
        **(members or {}),
    }
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    response = HttpResponse(content, content_type=MEDIA_TYPE, status=body["status"])
    response["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def printable(text: str) -> str:
    """What a reader sent, short enough to repeat and free of what cannot be encoded."""
    clean = text.encode("utf-8", "replace").decode()
    return clean if len(clean) <= LONGEST_ECHO else clean[:LONGEST_ECHO] + "…"


def handle(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """REST framework's exception handler; None lets Django log the error and answer 500."""
    request = context["request"]
    if isinstance(error, Refusal):
        return problem_response(
            request, error.problem, detail=error.detail, members=error.members, headers=error.headers
        )
    if isinstance(error, Http404):
        return problem_response(request, PROBLEMS["not-found"])
    if isinstance(error, PermissionDenied):
        return problem_response(request, PROBLEMS["forbidden"])
    if isinstance(error, OperationalError):
        logger.error("the database does not answer", exc_info=error)
        return problem_response(request, PROBLEMS["unavailable"], headers={"Retry-After": RETRY_SECONDS})
    if isinstance(error, exceptions.APIException):
        return _framework_problem(request, error, context)
    return None


def _framework_problem(request: HttpRequest, error: exceptions.APIException, context: dict[str, Any]) -> HttpResponse:
    headers = {}
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    return problem_response(request, for_status(error.status_code), status=error.status_code, headers=headers)
