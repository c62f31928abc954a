"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """What must be there, and who looks at it."""

    name = "portal.review"
    verbose_name = _("What must be there, and who looks at it")
    default_auto_field = "django.db.models.BigAutoField"
