"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebSubConfig(AppConfig):
    """The app as Django sees it."""

    name = "api.websub"
    label = "websub"
    verbose_name = _("WebSub hub")
