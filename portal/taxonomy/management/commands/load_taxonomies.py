"""`manage.py load_taxonomies`: add the vocabulary terms that the database lacks."""

from django.apps import apps
from django.core.management.base import BaseCommand

from portal.taxonomy import vocabulary
from portal.taxonomy.load import load


class Command(BaseCommand):
    """Adds missing terms from the shipped tables; never changes one that is there."""

    help = "Add the vocabulary terms that the database lacks. Existing terms and their labels are left alone."

    def handle(self, *args, **options):
        """Load and report what was added by file."""
        added = load(apps.get_model)
        vocabulary.drop()
        for file, count in added.items():
            self.stdout.write(f"{file}: {count} added")
