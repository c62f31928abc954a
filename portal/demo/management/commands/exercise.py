"""Changes content on a server under test: `manage.py exercise publish KIND | update KIND ID | withdraw KIND ID`."""

import json
import logging
from argparse import ArgumentParser
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from portal.demo.samples import SAMPLES, sample
from portal.pages.models import PortalPage
from portal.pages.tree import listing_for
from portal.pages.verbs import publish_changes, publish_new, withdraw
from portal.publication.models import PublishedItem

WITHDRAWAL = "unspecified"


class Command(BaseCommand):
    """Prints one JSON object with the record's id. Refused unless EXERCISE_ALLOWED: it publishes samples."""

    help = "Publish, update or withdraw a sample record, for acceptance tests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Verb, kind and, for all but publish, the permanent id."""
        parser.add_argument("verb", choices=["publish", "update", "withdraw"])
        parser.add_argument("kind", choices=sorted(SAMPLES))
        parser.add_argument("id", nargs="?", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the verb that an editor's button runs."""
        if not getattr(settings, "EXERCISE_ALLOWED", False):
            raise CommandError("refused: only the settings of developers set EXERCISE_ALLOWED")
        for name in ("wagtail", "django_tasks"):
            logging.getLogger(name).setLevel(logging.WARNING)
        verb, kind = options["verb"], options["kind"]
        if verb == "publish":
            page = publish_new(parent=listing_for(kind), page=sample(kind, f"演练记录 {uuid4().hex[:8]}（示例）"))
        else:
            if options["id"] is None:
                raise CommandError(f"{verb} needs the record's id")
            page = find_page(kind, options["id"])
            self._change(verb, page)
        self.stdout.write(json.dumps({"id": str(page.permanent_id), "kind": kind, "verb": verb}))

    def _change(self, verb: str, page: PortalPage) -> None:
        if verb == "update":
            page.summary = f"示例：演练更新 {uuid4().hex[:8]}"
            publish_changes(page=page, note="演练更新")
        else:
            withdraw(page=page, reason=WITHDRAWAL, note="演练撤回")


def find_page(kind: str, permanent_id: UUID) -> PortalPage:
    """The live page of that kind and permanent id; raises CommandError."""
    item = PublishedItem.objects.filter(pk=permanent_id, kind=kind).first()
    if item is None:
        raise CommandError(f"no {kind} with id {permanent_id}")
    slug = item.path.strip("/").rsplit("/", 1)[-1]
    page = Page.objects.child_of(listing_for(kind)).filter(slug=slug, live=True).specific().first()
    if page is None:
        raise CommandError(f"{permanent_id} is not live")
    return page
