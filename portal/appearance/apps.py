"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppearanceConfig(AppConfig):
    """Presentation of each site."""

    name = "portal.appearance"
    label = "appearance"
    verbose_name = _("Appearance")
    default_auto_field = "django.db.models.BigAutoField"
