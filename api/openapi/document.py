"""The OpenAPI 3.1 document, made from the views' own declarations and kept until a vocabulary changes."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import include, path
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator

from api.openapi.operations import SECURITY_SCHEMES
from api.openapi.pushed import webhooks
from search.filters.facets import FACETS

DESCRIPTION = (
    "Policies, products, calls for application and what belongs to them. Reading is anonymous; what belongs to a "
    "subscriber needs its key. Enumerations are open: new codes and members may come, none disappears within "
    "version 1. Unknown, repeated or malformed parameters are refused. Errors are RFC 9457 problems. Status is "
    "computed for the instant asked for (`as_of`)."
)


def document() -> dict[str, Any]:
    """The document as it is now; enumerations follow the vocabularies."""
    codes = tuple(code for facet in FACETS.values() for code in facet.values.all())
    return _made(codes, settings.PORTAL_BASE_URL)


@lru_cache(maxsize=2)
def _made(codes: tuple[str, ...], address: str) -> dict[str, Any]:
    from_urls = [path("api/", include("api.versioned_urls"))]
    with translation.override("en"):
        made: dict[str, Any] = SchemaGenerator(patterns=from_urls).get_schema(request=None, public=True)
    made["info"] = {
        "title": "Huiqi open API",
        "version": settings.API_VERSION,
        "description": DESCRIPTION,
        "license": settings.API_LICENCE,
        "contact": {"url": f"{address}/api/docs/"},
    }
    made["servers"] = [{"url": address}]
    made["security"] = [{}]
    made["components"]["securitySchemes"] = SECURITY_SCHEMES
    made["webhooks"] = webhooks()
    return made
