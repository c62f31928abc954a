"""The app of the plain site."""

from django.apps import AppConfig


class PlainConfig(AppConfig):
    """Has tables without migrations: only a benchmark's own database knows them."""

    name = "tests.benchmarks.plain"
    label = "plain"
    default_auto_field = "django.db.models.BigAutoField"
