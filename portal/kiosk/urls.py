"""Addresses of the touch terminals, all under /kiosk/."""

from django.urls import path

from portal.kiosk import item_views, views

app_name = "kiosk"

urlpatterns = [
    path("", views.start, name="start"),
    path("who/", views.who, name="who"),
    path("matter/", views.matter, name="matter"),
    path("results/", views.results, name="results"),
    path("services/", views.services, name="services"),
    path("letters/", views.letters, name="letters"),
    path("number/", views.number, name="number"),
    path("still-here/", views.still_here, name="still_here"),
    path("items/<uuid:item_id>/", item_views.item, name="item"),
    path("items/<uuid:item_id>/print/", item_views.print_page, name="print"),
    path("items/<uuid:item_id>/leaflet.pdf", item_views.leaflet_file, name="leaflet"),
]
