"""Loads the demonstration content once: `manage.py load_demo`."""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand

from portal.demo.load import is_loaded, load_demo


class Command(BaseCommand):
    """Real documents, cards, guides and disclosures; calls and activities made from them are marked 示例."""

    help = "Load the demonstration content once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load with a line per step; say so when there is nothing to do."""
        if is_loaded():
            self.stdout.write("The demonstration content is there.")
            return
        for name in ("wagtail", "django_tasks"):
            logging.getLogger(name).setLevel(logging.WARNING)
        start = time.monotonic()
        for number, total, name in load_demo():
            self.stdout.write(f"[{number}/{total}] {name} … {time.monotonic() - start:.0f} s")
            self.stdout.flush()
        self.stdout.write(f"Demonstration content loaded in {time.monotonic() - start:.0f} s.")
