"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The editors' home."""

    name = "portal.desk"
    verbose_name = _("The editors' home")
    default_auto_field = "django.db.models.BigAutoField"
