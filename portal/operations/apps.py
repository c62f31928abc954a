"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """The app as Django sees it."""

    name = "portal.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """Register the start-up checks and listen to what is counted."""
        from portal.operations import checks  # noqa: F401
        from portal.operations.metrics import engine_calls  # noqa: F401
