"""Files the codes of everything published anew: `manage.py file_codes`, after a facet was added."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.pages.codes import codes_of
from portal.publication.refiling import refile


class Command(BaseCommand):
    """Lists count right at once; the search index follows with `manage.py rebuild_search`."""

    help = "File the codes of every published record as portal/pages/codes.py has them now."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many records had other codes."""
        changed = refile(codes_of)
        self.stdout.write(f"{changed} records refiled." + (" Now: manage.py rebuild_search" if changed else ""))
