"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GraphicsConfig(AppConfig):
    """Graphic explanations as pictures."""

    name = "portal.graphics"
    verbose_name = _("Graphic explanations as pictures")
    default_auto_field = "django.db.models.BigAutoField"
