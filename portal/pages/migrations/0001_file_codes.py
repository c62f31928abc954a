"""Files the codes of published records that facets by role and amount ask for."""

from django.db import migrations

from portal.pages.codes import codes_of
from portal.publication.refiling import refile


def file_codes(apps, schema_editor):
    """codes_of is a function of stored forms alone, so today's does for an older database too."""
    refile(
        codes_of,
        items=apps.get_model("publication", "PublishedItem"),
        versions=apps.get_model("publication", "PublishedVersion"),
        facets=apps.get_model("publication", "PublishedFacet"),
    )


class Migration(migrations.Migration):
    """Nothing to undo: codes that no facet asks for do no harm."""

    dependencies = [("publication", "0001_initial")]

    operations = [migrations.RunPython(file_codes, migrations.RunPython.noop)]
