"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscribersConfig(AppConfig):
    """The app as Django sees it."""

    name = "api.subscribers"
    label = "subscribers"
    verbose_name = _("Subscribers")
