"""The plain site's addresses before the portal's; its pages stand in the page tree."""

from django.urls import URLPattern, URLResolver, path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from portal.urls import handler400, handler404, handler500
from portal.urls import urlpatterns as portal_patterns
from tests.benchmarks.plain.views import CallList, CallSearch

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

api = WagtailAPIRouter("plain_api")
api.register_endpoint("pages", PagesAPIViewSet)

urlpatterns: list[URLPattern | URLResolver] = [
    path("plain-api/", api.urls),
    path("plain-calls/", CallList.as_view()),
    path("plain-search/", CallSearch.as_view()),
    *portal_patterns,
]
