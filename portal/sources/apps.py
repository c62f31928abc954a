"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    """Sources and what they bring."""

    name = "portal.sources"
    verbose_name = _("Sources and what they bring")
    default_auto_field = "django.db.models.BigAutoField"
