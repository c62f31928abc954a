"""`/metrics`: for the operator's own Prometheus, as if it were not there for everybody else."""

import ipaddress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from portal.client_address import client_address
from portal.operations.metrics.counters import counted
from portal.operations.metrics.readings import Readings

FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Every figure in Prometheus's text format; 404 outside METRICS_ALLOWED."""
    if not is_allowed(request):
        raise Http404
    registry = counted()
    registry.register(Readings())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def is_allowed(request: HttpRequest) -> bool:
    """Whether the asker's network is one of METRICS_ALLOWED.

    Behind a proxy of which the portal was not told everybody seems to come from the proxy: such requests are refused.
    """
    if not settings.TRUSTED_PROXY_COUNT and any(name in request.headers for name in FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in network for network in settings.METRICS_ALLOWED)
