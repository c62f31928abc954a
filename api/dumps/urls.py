"""Addresses of the dumps."""

from django.urls import path, re_path

from api.dumps.views import dump, manifest, mirror_client

urlpatterns = [
    path("data/dumps/manifest.json", manifest, name="dumps_manifest"),
    re_path(r"^data/dumps/(?P<name>[\s\S]*)\Z", dump, name="dump"),
    path("data/mirror_client.py", mirror_client, name="mirror_client"),
]
