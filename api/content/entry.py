"""The entry point: where everything is, under which licence, and where the log stands."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from api.content.collections import COLLECTIONS
from api.content.forms.members import date_time, text
from api.links import absolute
from api.openapi.operations import Operation
from api.positions import latest
from api.views import ReadView, timed
from portal.windows.instants import rfc3339

ROOT = "/api/v1"
OTHER_LINKS = {
    "organisations": f"{ROOT}/organisations",
    "taxonomies": f"{ROOT}/taxonomies",
    "search": f"{ROOT}/search",
    "figures": f"{ROOT}/figures",
    "changes": f"{ROOT}/changes",
    "changes-stream": f"{ROOT}/changes/stream",
    "openapi": "/api/openapi.json",
    "docs": "/api/docs/",
    "data": "/data/",
    "dumps": "/data/dumps/manifest.json",
    "catalog": "/data/catalog",
    "api-catalog": "/.well-known/api-catalog",
    "health": "/healthz",
}


class Licence(serializers.Serializer):
    """Under what terms the records may be used; a record's own source may state others."""

    name = text("Name.")
    url = text("Text of the licence.")


class Entry(serializers.Serializer):
    """The entry point."""

    links = serializers.DictField(child=serializers.CharField(), help_text="Addresses by name.")
    version = text("Version of the API.")
    licence = Licence()
    now = date_time("The server's clock.")
    position = text("The newest position of the publication log; opaque.")


class EntryView(ReadView):
    """`/`; with a slash at the end too, which the document leaves out (`described`)."""

    described = True

    def get(self, request: HttpRequest) -> Response:
        """Links, version, licence, the server's clock, the log's newest position."""
        self.no_parameters(request)
        now = timezone.now()
        links = {"self": ROOT, **{kind: f"{ROOT}/{kind}" for kind in COLLECTIONS}, **OTHER_LINKS}
        body = {
            "links": {name: absolute(path) for name, path in links.items()},
            "version": settings.API_VERSION,
            "licence": settings.API_LICENCE,
            "now": rfc3339(now),
            "position": latest(),
        }
        return timed(body, now, now)

    def describe(self) -> Operation | None:
        """For the OpenAPI document."""
        return Operation("getEntry", "Entry point", "entry", Entry) if self.described else None
