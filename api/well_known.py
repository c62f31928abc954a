"""Addresses that others know beforehand: health, API catalogue, security contact, problem pages."""

import datetime as dt
import logging

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from api.links import absolute
from api.problems import PROBLEMS
from portal.publication.health import health

logger = logging.getLogger(__name__)

SECURITY_TXT_DAYS = 300


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The lags; 503 when the sweeper is late or the database does not answer."""
    try:
        state = health(timezone.now())
    except OperationalError:
        logger.exception("the database does not answer")
        state = {"status": "down", "sweeper_lag_s": None, "index_lag_s": None, "outbox_lag_s": None,
                 "last_position": None}  # fmt: skip
    response = JsonResponse(state, status=200 if state["status"] == "ok" else 503)
    response["Cache-Control"] = "no-store"
    if response.status_code == 503:
        response["Retry-After"] = "60"
    return response


@require_safe
def api_catalog(request: HttpRequest) -> HttpResponse:
    """RFC 9727: the API, its description and its documentation as a linkset (RFC 9264)."""
    entry = {
        "anchor": absolute("/api/v1"),
        "service-desc": [{"href": absolute("/api/openapi.json"), "type": "application/vnd.oai.openapi+json"}],
        "service-doc": [{"href": absolute("/api/docs/"), "type": "text/html"}],
        "service-meta": [{"href": absolute("/data/catalog.ttl"), "type": "text/turtle"}],
        "status": [{"href": absolute("/healthz"), "type": "application/json"}],
    }
    catalogue = {"anchor": absolute("/.well-known/api-catalog"), "item": [{"href": absolute("/api/v1")}]}
    response = JsonResponse({"linkset": [catalogue, entry]})
    response["Content-Type"] = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    response["Link"] = f'<{absolute("/.well-known/api-catalog")}>; rel="api-catalog"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; 404 until the operator has named a contact. Expires moves with the day, so it never runs out."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = (midnight + dt.timedelta(days=SECURITY_TXT_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: zh, en",
        f"Canonical: {absolute('/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def problem_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What a kind of problem means and what to do about it."""
    if slug not in PROBLEMS:
        raise Http404
    return TemplateResponse(request, "api/problem.html", {"problem": PROBLEMS[slug]})


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path(".well-known/api-catalog", api_catalog, name="api_catalog"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("problems/<slug:slug>", problem_page, name="problem"),
]
