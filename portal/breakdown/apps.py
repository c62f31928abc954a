"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BreakdownConfig(AppConfig):
    """Documents broken down into schemes."""

    name = "portal.breakdown"
    verbose_name = _("Documents broken down into schemes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the receivers: they can only be connected when the models are loaded."""
        from portal.breakdown import signals  # noqa: F401
