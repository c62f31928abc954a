"""Every table of the plain site."""

from django.apps import apps as present
from django.db import migrations


def create(apps, schema_editor):
    """Of the models as they are now."""
    for model in present.get_app_config("plain").get_models():
        schema_editor.create_model(model)


class Migration(migrations.Migration):
    """After everything that its keys point at."""

    dependencies = [("policies", "0006_compilations_of_documents"), ("wagtaildocs", "0014_alter_document_file_size")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
