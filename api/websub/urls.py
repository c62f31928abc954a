"""The hub's address."""

from django.urls import path

from api.feeds.topics import HUB
from api.websub.views import HubView

urlpatterns = [path(HUB.removeprefix("/"), HubView.as_view(), name="hub")]
