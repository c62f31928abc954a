"""Address of the figures."""

from django.urls import path

from portal.figures.views import figures_page

urlpatterns = [path("figures/", figures_page, name="figures")]
