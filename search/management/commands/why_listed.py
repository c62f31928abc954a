"""Say whether search lists a record and why; with a query, whether it matches and where its score comes from."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engine import EngineUnavailable, configured_engine
from search.indexing.why import Lines, NotFound, asked, filing, found, matching


class Command(BaseCommand):
    """`manage.py why_listed RECORD [--query WORDS]`"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which record, which query."""
        parser.add_argument("record", help="permanent id, path, or document number such as 国办发〔2018〕108号")
        parser.add_argument("--query", default="", help="the words somebody looked for")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints a block for every record with that number; exit code 1 when there is none."""
        engine = configured_engine()
        try:
            items = found(options["record"])
        except NotFound as error:
            raise CommandError(f"Not listed (skip): {error}.") from None
        for item in items:
            self.stdout.write(self.style.SUCCESS(item.title or "(title removed)"))
            try:
                self._print(filing(item, engine))
                if options["query"]:
                    self._print(matching(item, asked(options["query"]), engine))
            except EngineUnavailable as error:
                raise CommandError(f"The search engine cannot be reached: {error}") from None

    def _print(self, lines: Lines) -> None:
        for heading, text in lines:
            self.stdout.write(f"  {heading:9} {text}")
