"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    """What happens to calls."""

    name = "portal.calls"
    verbose_name = _("What happens to calls")
    default_auto_field = "django.db.models.BigAutoField"
