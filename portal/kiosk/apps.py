"""App configuration of the touch terminals' pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KioskConfig(AppConfig):
    """`/kiosk/`; it has no tables."""

    name = "portal.kiosk"
    label = "kiosk"
    verbose_name = _("Touch terminal")
