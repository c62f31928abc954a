"""Where the log, its consumers and the sweeper stand; has parked events tried again."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from portal.publication.consumers import configured_consumers
from portal.publication.parking import retry
from portal.publication.standing import Standing, standing

PIPED_WIDTH = 400


class Command(BaseCommand):
    """`manage.py publication_status [--json] [--retry CONSUMER [POSITION]]`"""

    help = "Shows the log's head, every consumer's lag and error, parked events, the sweeper's lag and who leads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
        parser.add_argument(
            "--retry", nargs="+", metavar=("CONSUMER", "POSITION"), help="have the worker try parked events again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry"]:
            self.stdout.write(f"{_retry(*options['retry'])} parked events will be tried again by the worker")
            return
        found = standing(timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        else:
            # Piped, it is searched by line: nothing is folded there.
            console = Console(width=None if self.stdout.isatty() else PIPED_WIDTH)
            with console.capture() as shown:
                _show(found, console)
            self.stdout.write(shown.get())


def _retry(consumer: str, *positions: str) -> int:
    names = [known.name for known in configured_consumers()]
    if consumer not in names:
        raise CommandError(f"no such consumer: {consumer}; there are {', '.join(names)}")
    if len(positions) > 1 or not all(text.isascii() and text.isdecimal() for text in positions):
        raise CommandError("give one position, a whole number, or none for all parked events of the consumer")
    return retry(consumer, *map(int, positions))


def _show(found: Standing, console: Console) -> None:
    console.print(f"Log {found.epoch or '-'} at {found.position}, kept from {found.pruned + 1}")
    console.print(f"Leader {found.leader or '- (no worker runs)'}, sweeper {found.sweeper_lag_s} s behind")
    consumers = Table("consumer", "position", "events behind", "seconds behind", "last seen", "parked", "error")
    for row in found.consumers:
        seen = timezone.localtime(row.seen_at).strftime("%Y-%m-%d %H:%M:%S") if row.seen_at else "never"
        figures = (row.position, row.lag_events, row.lag_s, seen, row.parked)
        consumers.add_row(escape(row.name), *map(str, figures), escape(row.error))
    console.print(consumers)
    if found.parked:
        console.print(_parked(found))


def _parked(found: Standing) -> Table:
    table = Table("consumer", "position", "event", "tries", "since", "reason", title="Parked events")
    for row in found.parked:
        since = timezone.localtime(row.parked_at).strftime("%Y-%m-%d %H:%M:%S") if row.parked_at else "being tried"
        table.add_row(escape(row.consumer), str(row.position), row.event_id, str(row.tries), since, escape(row.reason))
    return table
