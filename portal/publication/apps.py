"""App configuration of the publication log."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    """Names the app of the log's models."""

    name = "portal.publication"
    label = "publication"
    verbose_name = _("Publication log")
    default_auto_field = "django.db.models.BigAutoField"
