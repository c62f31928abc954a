"""Application of the pages beside a record."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """No models: everything is read from the log."""

    name = "portal.records"
    label = "records"
