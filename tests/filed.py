"""What migrations filed in the test database, kept as rows: a test with real transactions leaves every table empty.

Django's own way (`serialized_rollback`) saves thousands of objects one by one, signals and all, twice a test.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

# table → its columns and rows
Filed = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def read() -> Filed:
    """Every row of every table of the models. Call it while nothing but migrations has written."""
    found: Filed = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if rows := cursor.fetchall():
                found[table] = ([column[0] for column in cursor.description], rows)
    return found


def put_back(filed: Filed) -> None:
    """Write the rows into the emptied tables; a test that was skipped emptied none."""
    if ContentType.objects.exists():
        return
    quote = connection.ops.quote_name
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in filed.items():
            names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)
