"""Create home page, listings and supermarket where they are missing."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.home.tree import ensure_site_tree
from portal.review.sections import ensure_default


class Command(BaseCommand):
    """`manage.py ensure_site_tree`"""

    help = "Creates the home page, one listing per kind and the supermarket, where they are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        home = ensure_site_tree()
        ensure_default()
        self.stdout.write(f"site tree under “{home.title}”: {home.get_children().count()} sections")
