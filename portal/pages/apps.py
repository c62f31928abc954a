"""App configuration of the page base; its doors connect Wagtail's signals to the log."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Connects the doors once all models are there."""

    name = "portal.pages"
    label = "portal_pages"
    verbose_name = _("Portal pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the receivers: they can only be connected when the models are loaded."""
        from portal.pages import doors  # noqa: F401
