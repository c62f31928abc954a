"""App configuration."""

import mimetypes

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsBlocksConfig(AppConfig):
    """The StreamField vocabulary."""

    name = "cms_blocks"
    label = "cms_blocks"
    verbose_name = _("Blocks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Python before 3.13 knows these only where the system does; a browser shows no picture of an unknown type."""
        mimetypes.add_type("image/avif", ".avif")
        mimetypes.add_type("image/webp", ".webp")
