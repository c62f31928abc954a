"""Changes content on a server under test: `manage.py exercise publish KIND`, and the verbs beside it."""

import json
import logging
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from portal.demo.exercising import VERBS, NotLive
from portal.demo.samples import SAMPLES
from portal.pages.gate import waived

# What stands behind each verb on the command line, in the order of the function's parameters.
ARGUMENTS: dict[str, dict[str, Any]] = {
    "publish": {"kind": str},
    "update": {"kind": str, "id": UUID},
    "withdraw": {"kind": str, "id": UUID},
    "leave": {"kind": str, "id": UUID},
    "schedule": {"opens_in": float, "closes_in": float},
    "reschedule": {"id": UUID, "opens_in": float, "closes_in": float},
    "burst": {"number": int, "workers": int},
    "prune": {"keep": int},
    "dump": {},
}
CHOICES = {"kind": sorted(SAMPLES)}


class Command(BaseCommand):
    """Prints one JSON object on the last line. Refused unless EXERCISE_ALLOWED: it publishes samples."""

    help = "Publish, change or withdraw sample records, for acceptance tests."
    # Every call is a process, and the portal under test was checked when it started.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A sub-command for every verb; times are seconds from now, fractions allowed."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, arguments in ARGUMENTS.items():
            described = verbs.add_parser(verb, help=VERBS[verb].__doc__)
            for name, kind in arguments.items():
                described.add_argument(name, type=kind, choices=CHOICES.get(name))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the verb that an editor's button runs."""
        if not getattr(settings, "EXERCISE_ALLOWED", False):
            raise CommandError("refused: only the settings of developers set EXERCISE_ALLOWED")
        for name in ("wagtail", "django_tasks"):
            logging.getLogger(name).setLevel(logging.WARNING)
        verb = options["verb"]
        try:
            with waived(f"exercise {verb}"):
                answer = VERBS[verb](*(options[name] for name in ARGUMENTS[verb]))
        except (NotLive, ValidationError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps({**answer, "verb": verb}))
