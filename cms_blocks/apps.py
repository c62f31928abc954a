"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsBlocksConfig(AppConfig):
    """The StreamField vocabulary."""

    name = "cms_blocks"
    label = "cms_blocks"
    verbose_name = _("Blocks")
    default_auto_field = "django.db.models.BigAutoField"
