"""Makes the reviews of the sections: `manage.py ensure_workflows [--three-steps KIND …] [--second-person KIND …]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.publication.kinds import KINDS
from portal.review.sections import INHERITED, SECOND, THREE, UnknownSection, ensure_default, sections, set_review

OPTIONS = {"three_steps": THREE, "second_person": SECOND, "as_site": INHERITED}


class Command(BaseCommand):
    """Idempotent: without options calls get their second person where nothing was chosen; then it prints all."""

    help = "Give sections their review; without options, calls get a second person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Kinds by review."""
        for option, review in OPTIONS.items():
            name = f"--{option.replace('_', '-')}"
            parser.add_argument(name, nargs="+", choices=sorted(KINDS), default=[], help=review)

    def handle(self, *args: Any, **options: Any) -> None:
        """Set and print; exits 1 for a section whose list was not made."""
        ensure_default()
        try:
            for option, review in OPTIONS.items():
                for kind in options[option]:
                    set_review(kind, review)
        except UnknownSection as error:
            raise CommandError(str(error)) from error
        for section in sections():
            name = section.workflow.name if section.workflow else "—"
            self.stdout.write(f"{section.kind}: {section.review or 'own'} {name}")
