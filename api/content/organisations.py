"""The bodies that issue, explain and receive."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from api import parameters
from api.content.forms.common import Body
from api.content.forms.envelopes import Page
from api.content.forms.members import date_time, day, maybe, text, uuid, yes_or_no
from api.errors import InvalidParameters
from api.links import absolute
from api.openapi import parameters as described
from api.openapi.operations import Operation
from api.pagination import Cursor, Key, decode, digest, encode, page
from api.snapshot import snapshot
from api.views import ReadView, timed
from portal.publication.rendering import BEGINNING
from portal.taxonomy.models import Organisation
from portal.taxonomy.names import normalise
from portal.windows.instants import rfc3339
from search.filters.parameter_types import LONGEST_TEXT

ORDER = (Key("name"), Key("id"))
KINDS = tuple(Organisation.Kind.values)


class FormerName(serializers.Serializer):
    """A further name."""

    name = text("Name.")
    valid_from = day("First day.")
    valid_to = day("Last day.")


class OrganisationForm(serializers.Serializer):
    """A body."""

    id = uuid("Permanent id.")
    name = text("Present name.")
    uscc = maybe("Unified social credit code, checked.")
    kind = text("government, party, institution, park_committee …")
    level = maybe("Code of /taxonomies/level.")
    region = maybe("Code of /taxonomies/region.")
    parent = Body(allow_null=True)
    predecessor = Body(allow_null=True)
    successor = Body(allow_null=True)
    names = FormerName(many=True)
    phone = maybe("Telephone.")
    address = maybe("Address.")
    website = maybe("Website.")
    active = yes_or_no("Whether it still exists.")
    updated_at = date_time("When the entry was last changed.")
    api_url = text("This body in the API.")


class OrganisationList(serializers.Serializer):
    """One page of bodies by name."""

    data = OrganisationForm(many=True)
    page = Page()


class OrganisationListView(ReadView):
    """`/organisations`."""

    def get(self, request: HttpRequest) -> Response:
        """One page of bodies by name; `q` looks in present and further names and codes."""
        given = parameters.read(request)
        parameters.refuse_unknown(given, ("q", "kind", "page_size", "cursor"))
        size = parameters.whole_number(
            "page_size", given.get("page_size"), settings.API_PAGE_SIZE, 1, settings.API_MAX_PAGE_SIZE
        )
        belongs_to = digest("organisations", given.get("q", ""), given.get("kind", ""))
        cursor = decode(given["cursor"], belongs_to) if "cursor" in given else None
        now = timezone.now()
        with snapshot():
            found = _related(Organisation.objects.filter(_filter(given)))
            rows, last = page(found, ORDER, size, cursor)
            body = {
                "data": [_form(row) for row in rows],
                "page": {"next_cursor": encode(Cursor(BEGINNING, last), belongs_to) if last else None,
                         "total": found.count()},
            }  # fmt: skip
        return timed(body, now, now, fixed=True)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        words = {"type": "string", "maxLength": LONGEST_TEXT}
        return Operation(
            "listOrganisations", "List organisations", "organisations", OrganisationList,
            lambda: [
                described.query("q", words, "Part of a name, or a code."),
                described.query("kind", {"type": "string", "enum": list(KINDS)}, "Kind of body."),
                *described.paging(),
            ],
        )  # fmt: skip


class OrganisationView(ReadView):
    """`/organisations/{id}`."""

    def get(self, request: HttpRequest, id: UUID) -> Response:
        """One body."""
        self.no_parameters(request)
        now = timezone.now()
        with snapshot():
            found = _related(Organisation.objects.filter(pk=id)).first()
            if found is None:
                raise Http404
            return timed(_form(found), now, now, fixed=True)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        schema = {"type": "string", "format": "uuid"}
        identity = OpenApiParameter("id", schema, OpenApiParameter.PATH, description="Permanent id.")
        return Operation("getOrganisation", "One organisation", "organisations", OrganisationForm, lambda: [identity])


def _filter(given: dict[str, str]) -> Q:
    errors, found = [], Q()
    if len(words := given.get("q", "")) > LONGEST_TEXT:
        errors.append({"param": "q", "reason": f"longer than {LONGEST_TEXT} characters"})
    elif key := normalise(words):
        found &= Q(name_key__icontains=key) | Q(names__name_key__icontains=key) | Q(uscc__iexact=key)
    if "kind" in given:
        if given["kind"] not in KINDS:
            errors.append({"param": "kind", "reason": f"must be one of {', '.join(KINDS)}"})
        found &= Q(kind=given["kind"])
    if errors:
        raise InvalidParameters(errors)
    return Q(pk__in=Organisation.objects.filter(found).values("pk")) if found else found


def _related(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    related = ("level", "region", "parent", "predecessor", "successor")
    return rows.select_related(*related).prefetch_related("names")


def _form(row: Organisation) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "name": row.name,
        "uscc": row.uscc,
        "kind": row.kind,
        "level": row.level.code if row.level else None,
        "region": row.region.code if row.region else None,
        **{name: _body(getattr(row, name)) for name in ("parent", "predecessor", "successor")},
        "names": [
            {"name": former.name, "valid_from": former.valid_from, "valid_to": former.valid_to}
            for former in row.names.all()
        ],
        **{name: getattr(row, name) or None for name in ("phone", "address", "website")},
        "active": row.active,
        "updated_at": rfc3339(row.updated_at),
        "api_url": absolute(f"/api/v1/organisations/{row.pk}"),
    }


def _body(row: Organisation | None) -> dict[str, str] | None:
    return {"id": str(row.pk), "name": row.name} if row else None
