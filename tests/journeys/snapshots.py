"""Every row of content and log, to tell whether anything at all has changed."""

from django.apps import apps
from django.db import connection

# Who is looking at what, and how far a follower is: no part of what is published.
BESIDE = {"EditingSession", "ConsumerCursor"}
APPS = ("wagtailcore", "policies", "publication", "windows", "home")


def everything() -> dict[str, list[str]]:
    """{table: its rows in order}, as the database has them."""
    models = [model for label in APPS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return {model._meta.db_table: rows_of(model._meta.db_table) for model in models if model.__name__ not in BESIDE}


def rows_of(table: str) -> list[str]:
    """The table's rows as text, sorted."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return sorted(map(repr, cursor.fetchall()))
