"""App configuration of the vocabularies."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    """Connects the signals that drop the cached vocabulary when a term is saved."""

    name = "portal.taxonomy"
    label = "taxonomy"
    verbose_name = _("Taxonomies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Import the signal receivers once the models are loaded."""
        from portal.taxonomy import signals  # noqa: F401
