"""App configuration of the pages that compose others."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home, listings, supermarket, plain pages."""

    name = "portal.home"
    label = "home"
    verbose_name = _("Home and listings")
    default_auto_field = "django.db.models.BigAutoField"
