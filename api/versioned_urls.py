"""Version 1 of the API: what its OpenAPI document describes."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from api.changes.views import ChangesView, StreamView
from api.content.collections import COLLECTIONS
from api.content.entry import EntryView
from api.content.figures import FiguresView
from api.content.organisations import OrganisationListView, OrganisationView
from api.content.search import SearchView
from api.content.taxonomies import TaxonomyListView, TaxonomyView
from api.content.views import ListView, RecordView, VersionListView, VersionView
from api.subscriptions import urls as subscriptions
from api.webhooks import urls as webhooks
from portal.taxonomy.schemes import SCHEMES


class SchemeConverter(StringConverter):
    """The name of a vocabulary."""

    regex = "|".join(SCHEMES)


class NumberConverter(StringConverter):
    """A version's number: ASCII digits without leading zero."""

    regex = "[1-9][0-9]{0,9}"


register_converter(SchemeConverter, "scheme")
register_converter(NumberConverter, "number")

urlpatterns = [
    path("v1", EntryView.as_view(), name="api_entry"),
    path("v1/", EntryView.as_view(described=False)),
    path("v1/organisations", OrganisationListView.as_view()),
    path("v1/organisations/<uuid:id>", OrganisationView.as_view()),
    path("v1/changes", ChangesView.as_view()),
    path("v1/changes/stream", StreamView.as_view()),
    path("v1/search", SearchView.as_view()),
    path("v1/figures", FiguresView.as_view()),
    path("v1/taxonomies", TaxonomyListView.as_view()),
    path("v1/taxonomies/<scheme:scheme>", TaxonomyView.as_view()),
    *subscriptions.versioned,
    *webhooks.urlpatterns,
]
for kind in COLLECTIONS:
    urlpatterns += [
        path(f"v1/{kind}", ListView.as_view(kind=kind)),
        path(f"v1/{kind}/<uuid:id>", RecordView.as_view(kind=kind)),
        path(f"v1/{kind}/<uuid:id>/versions", VersionListView.as_view(kind=kind)),
        path(f"v1/{kind}/<uuid:id>/versions/<number:n>", VersionView.as_view(kind=kind)),
    ]
