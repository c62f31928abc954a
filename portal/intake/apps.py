"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Files that become records."""

    name = "portal.intake"
    verbose_name = _("Files that become records")
    default_auto_field = "django.db.models.BigAutoField"
