"""Build the search index again from the log; the old one serves until the new one is complete."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.publication.models import PublishedItem
from search.engine import configured_engine
from search.indexer import rebuild


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how far it is after every batch."""
        total = PublishedItem.objects.filter(live=True).count()
        rebuild(configured_engine(), lambda done: self.stdout.write(f"{done} of {total} records"))
        self.stdout.write(self.style.SUCCESS(f"The index holds {len(configured_engine().filed())} records."))
