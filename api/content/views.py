"""Lists, records and versions of the eight collections: one class each, a declaration per kind."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.content import lists, records, versions
from api.content.collections import COLLECTIONS, Collection
from api.content.forms.envelopes import list_of
from api.content.forms.versions import Version, VersionList
from api.content.queries import instant, list_parameters, list_query
from api.openapi import parameters as described
from api.openapi.operations import Operation
from api.snapshot import snapshot
from api.views import ReadView, timed
from search.filters.facets import facets_of


class KindView(ReadView):
    """A view of one collection; `kind` comes from the URL declaration."""

    kind = "policies"

    @property
    def collection(self) -> Collection:
        """Its declaration."""
        return COLLECTIONS[self.kind]


class ListView(KindView):
    """`/{kind}`."""

    def get(self, request: HttpRequest) -> Response:
        """One page of the records that the filters keep."""
        query = list_query(request, self.collection)
        with snapshot():
            body = lists.answer(query, self.kind)
            response = timed(body, query.at, query.now, fixed=query.fixed)
        if cursor := body["page"]["next_cursor"]:
            response["Link"] = lists.next_link(request, query.selection, cursor, request.GET.get("page_size"))
        return response

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        return Operation(
            f"list{_capital(self.collection.kind)}",
            f"List {self.collection.name}",
            self.kind,
            list_of(self.collection.listed),
            lambda: [
                *described.filters(facets_of(self.kind)),
                *described.typed(list_parameters(self.collection)),
                *described.paging(),
            ],
        )


class RecordView(KindView):
    """`/{kind}/{id}`."""

    def get(self, request: HttpRequest, id: UUID) -> Response:
        """The detail form as at as_of; 410 with the tombstone when it was withdrawn."""
        now = timezone.now()
        at, fixed = instant(request, now)
        with snapshot():
            return timed(records.detail(self.kind, id, at), at, now, fixed=fixed)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        return Operation(
            f"get{_capital(self.collection.singular)}",
            f"One of the {self.collection.name}",
            self.kind,
            self.collection.whole,
            lambda: [_id(), *described.as_of()],
            withdrawable=True,
        )


class VersionListView(KindView):
    """`/{kind}/{id}/versions`."""

    def get(self, request: HttpRequest, id: UUID) -> Response:
        """What was published when, newest first."""
        self.no_parameters(request)
        now = timezone.now()
        with snapshot():
            return timed({"data": versions.listed(records.live(self.kind, id))}, now, now, fixed=True)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        return Operation(
            f"list{_capital(self.collection.singular)}Versions",
            f"Versions of one of the {self.collection.name}",
            self.kind,
            VersionList,
            lambda: [_id()],
            withdrawable=True,
        )


class VersionView(KindView):
    """`/{kind}/{id}/versions/{n}`."""

    def get(self, request: HttpRequest, id: UUID, n: str) -> Response:
        """One version with what the public could read."""
        self.no_parameters(request)
        now = timezone.now()
        with snapshot():
            found = versions.one(records.live(self.kind, id), n)
            if found is None:
                raise Http404
            return timed(found, now, now, fixed=True)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        number = {"type": "integer", "minimum": 1, "maximum": versions.HIGHEST}
        return Operation(
            f"get{_capital(self.collection.singular)}Version",
            f"One version of one of the {self.collection.name}",
            self.kind,
            Version,
            lambda: [_id(), OpenApiParameter("n", number, OpenApiParameter.PATH, description="The version's number.")],
            withdrawable=True,
        )


def _id() -> OpenApiParameter:
    schema: dict[str, Any] = {"type": "string", "format": "uuid"}
    return OpenApiParameter("id", schema, OpenApiParameter.PATH, description="Permanent id.")


def _capital(name: str) -> str:
    words = name.split("-")
    return "".join(word[0].upper() + word[1:] for word in words)
