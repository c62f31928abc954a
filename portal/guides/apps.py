"""App configuration of service guides."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    """The kind guides."""

    name = "portal.guides"
    label = "guides"
    verbose_name = _("Service guides")
    default_auto_field = "django.db.models.BigAutoField"
