"""Addresses."""

from django.urls import path

from portal.appearance.views import site_colours

urlpatterns = [path("site-colours.css", site_colours, name="site_colours")]
