"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrintingConfig(AppConfig):
    """Compilations and print."""

    name = "portal.printing"
    verbose_name = _("Compilations and print")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers what is checked at the start."""
        from portal.printing import checks  # noqa: F401
