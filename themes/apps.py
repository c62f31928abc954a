"""App configuration."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from themes.checks import check_themes


class ThemesConfig(AppConfig):
    """The look: loader, base theme and others."""

    name = "themes"
    label = "themes"
    verbose_name = _("Themes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Themes are looked through whenever the portal is checked."""
        register(check_themes)
