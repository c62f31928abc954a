"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrectionsConfig(AppConfig):
    """Corrections told by the public."""

    name = "portal.corrections"
    verbose_name = _("Corrections told by the public")
    default_auto_field = "django.db.models.BigAutoField"
