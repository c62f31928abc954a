"""Addresses that are printed: short, and for ever."""

from django.urls import path

from portal.printing.sheet_views import large_print, leaflet
from portal.printing.views import entry_page, release_page, release_pdf

urlpatterns = [
    path("c/<int:release_id>", release_page, name="release"),
    path("c/<int:release_id>.pdf", release_pdf, name="release_pdf"),
    path("c/<int:release_id>/<int:number>", entry_page, name="release_entry"),
    path("i/<uuid:item_id>/leaflet.pdf", leaflet, name="leaflet"),
    path("i/<uuid:item_id>/large-print.pdf", large_print, name="large_print"),
]
