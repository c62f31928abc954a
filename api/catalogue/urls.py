"""Addresses of the catalogue."""

from django.urls import path, re_path

from api.catalogue.views import catalogue, catalogue_as

urlpatterns = [
    path("data/catalog", catalogue, name="catalogue"),
    re_path(r"^data/catalog\.(?P<ending>[^/]*)\Z", catalogue_as, name="catalogue_as"),
]
