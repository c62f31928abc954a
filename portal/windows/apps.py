"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WindowsConfig(AppConfig):
    """Windows, their happenings, status and the sweeper."""

    name = "portal.windows"
    label = "windows"
    verbose_name = _("Windows")
    default_auto_field = "django.db.models.BigAutoField"
