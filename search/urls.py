"""Addresses of search."""

from django.urls import path

from search.results.views import results, suggestions

urlpatterns = [
    path("search/", results, name="search"),
    path("search/suggest/", suggestions, name="suggest"),
]
