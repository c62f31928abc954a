"""The page's address, one in each language."""

from django.urls import path

from api.catalogue.page import page

urlpatterns = [path("data/", page, name="data")]
