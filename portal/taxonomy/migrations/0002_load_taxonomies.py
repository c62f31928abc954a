"""Loads the vocabularies, so that an empty portal has them."""

from django.db import migrations

from portal.taxonomy.load import load


def load_terms(apps, schema_editor):
    """Add the shipped terms through the historical models."""
    load(apps.get_model)


class Migration(migrations.Migration):

    dependencies = [("taxonomy", "0001_initial")]

    operations = [migrations.RunPython(load_terms, migrations.RunPython.noop, elidable=False)]
