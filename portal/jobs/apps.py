"""The jobs app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Jobs in a table, done by the worker."""

    name = "portal.jobs"
    verbose_name = _("Jobs")
    default_auto_field = "django.db.models.BigAutoField"
