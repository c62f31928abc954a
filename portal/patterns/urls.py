"""Addresses of the pattern page, all under /_patterns/."""

from django.urls import path

from portal.patterns import views

app_name = "patterns"

urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("components/", views.components, name="components"),
    path("blocks/", views.blocks, name="blocks"),
    path("pages/", views.pages, name="pages"),
]
