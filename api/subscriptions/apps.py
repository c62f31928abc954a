"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    """The app as Django sees it."""

    name = "api.subscriptions"
    label = "subscriptions"
    verbose_name = _("Subscriptions")
