"""Addresses of search."""

from django.urls import path

from search.results.regions import region_suggestions
from search.results.views import results, suggestions

urlpatterns = [
    path("search/", results, name="search"),
    path("search/suggest/", suggestions, name="suggest"),
    path("search/regions/", region_suggestions, name="region_suggestions"),
]
