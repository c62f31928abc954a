"""The vocabularies: stable codes, labels that may change, and what replaced a code."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from api.content.forms.members import maybe, text, texts, whole, yes_or_no
from api.links import absolute
from api.openapi.operations import Operation
from api.snapshot import snapshot
from api.views import ReadView, timed
from portal.taxonomy.models import Region
from portal.taxonomy.schemes import SCHEMES


class SchemeLink(serializers.Serializer):
    """A vocabulary."""

    scheme = text("Its name, as in filters.")
    label = text("What people read.")
    total = whole("How many terms.", null=False)
    url = text("Its terms.")


class SchemeList(serializers.Serializer):
    """The vocabularies."""

    data = SchemeLink(many=True)


class TermForm(serializers.Serializer):
    """A term; its code never changes and is never given to another one."""

    code = text("Code.")
    label = text("Chinese label.")
    label_en = maybe("English label.")
    active = yes_or_no("Whether new records may have it.")
    replaced_by = maybe("The code that took over.")
    parent = text("The code above it, where the vocabulary is a tree.", null=True, required=False)
    rank = serializers.IntegerField(help_text="Of a level; 0 is the widest.", required=False)
    scheme = text("Of a region: gbt2260 or park.", required=False)
    within = texts("Of a region: divisions that a park lies in.", required=False)


class TermList(serializers.Serializer):
    """A vocabulary with its terms in display order."""

    scheme = text("Its name.")
    label = text("What people read.")
    data = TermForm(many=True)


class TaxonomyListView(ReadView):
    """`/taxonomies`."""

    def get(self, request: HttpRequest) -> Response:
        """The vocabularies."""
        self.no_parameters(request)
        now = timezone.now()
        with snapshot():
            rows = [
                {
                    "scheme": name,
                    "label": _label(name),
                    "total": model.objects.count(),
                    "url": absolute(f"/api/v1/taxonomies/{name}"),
                }
                for name, model in SCHEMES.items()
            ]
        return timed({"data": rows}, now, now, fixed=True)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        return Operation("listTaxonomies", "List vocabularies", "taxonomies", SchemeList)


class TaxonomyView(ReadView):
    """`/taxonomies/{scheme}`."""

    def get(self, request: HttpRequest, scheme: str) -> Response:
        """Every term, retired ones too."""
        self.no_parameters(request)
        now = timezone.now()
        with snapshot():
            body = {"scheme": scheme, "label": _label(scheme), "data": terms(scheme)}
        return timed(body, now, now, fixed=True)

    def describe(self) -> Operation:
        """For the OpenAPI document."""
        schema = {"type": "string", "enum": list(SCHEMES)}
        scheme = OpenApiParameter("scheme", schema, OpenApiParameter.PATH, description="The vocabulary's name.")
        return Operation("getTaxonomy", "Terms of a vocabulary", "taxonomies", TermList, lambda: [scheme])


def terms(scheme: str) -> list[dict[str, Any]]:
    """The terms of a vocabulary in display order."""
    model = SCHEMES[scheme]
    has = {field.name for field in model._meta.get_fields()}
    extra = [name for name in ("rank", "scheme", "parent__code") if name.removesuffix("__code") in has]
    names = ["pk", "code", "label", "label_en", "active", "replaced_by__code", *extra]
    within = _within() if model is Region else {}
    found = []
    for row in model.objects.values_list(*names):
        term = dict(zip(names, row, strict=True))
        pk = term.pop("pk")
        term = {name.removesuffix("__code"): value for name, value in term.items()}
        term["label_en"] = term["label_en"] or None
        found.append(term | ({"within": within.get(pk, [])} if model is Region else {}))
    return found


def _within() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for pk, code in Region.within.through.objects.values_list("from_region_id", "to_region__code"):
        found.setdefault(pk, []).append(code)
    return {pk: sorted(codes) for pk, codes in found.items()}


def _label(scheme: str) -> str:
    return str(SCHEMES[scheme]._meta.verbose_name_plural)
