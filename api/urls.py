"""Everything under /api; what is not here is answered there too, with a problem."""

from django.urls import include, path, re_path

from api.openapi.views import OpenApiDocument, docs
from api.subscriptions import urls as subscriptions
from api.views import NothingHere

urlpatterns = [
    path("api/", include("api.versioned_urls")),
    path("api/openapi.json", OpenApiDocument.as_view(), name="openapi"),
    path("api/docs/", docs, name="api_docs"),
    path("", include("api.feeds.urls")),
    *subscriptions.feeds,
    path("", include("api.websub.urls")),
    # Any character: a line break in an address must not slip past into the pages' 404.
    re_path(r"^(?:api(?:/[\s\S]*)?|feeds/[\s\S]*)\Z", NothingHere.as_view()),
]
