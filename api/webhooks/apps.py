"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """The app as Django sees it."""

    name = "api.webhooks"
    label = "webhooks"
    verbose_name = _("Webhooks")
