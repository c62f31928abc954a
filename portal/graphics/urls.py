"""Addresses of pictures."""

from django.urls import path

from portal.graphics.views import graphic_picture

urlpatterns = [path("i/<uuid:item_id>/graphic.png", graphic_picture, name="graphic_picture")]
