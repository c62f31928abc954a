"""Addresses beside a record: pages in both languages, files in the portal's own."""

from django.urls import path

from portal.records.card_views import share_card
from portal.records.compare_views import compare
from portal.records.version_views import versions, versions_feed

urlpatterns = [
    path("compare/", compare, name="compare"),
    path("i/<uuid:item_id>/versions/", versions, name="versions"),
]
files = [
    path("i/<uuid:item_id>/versions.atom", versions_feed, name="versions_feed"),
    path("i/<uuid:item_id>/card.png", share_card, name="share_card"),
]
