"""App configuration of the importers; they have no models of their own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportersConfig(AppConfig):
    """Makes `import_records` known."""

    name = "portal.importers"
    label = "importers"
    verbose_name = _("Importers")
