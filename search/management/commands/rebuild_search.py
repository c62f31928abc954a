"""Build the search index again from the log; the old one serves until the new one is complete."""

import sys
import time
from collections.abc import Callable
from signal import SIGTERM, signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from search.engine import Engine, EngineUnavailable, configured_engine
from search.indexing.lease import LeaseLost, RebuildRunning
from search.indexing.rebuild import RebuildRefused, rebuild

PLAIN_LINES = 20


class Command(BaseCommand):
    """`manage.py rebuild_search`; may be killed at any point and started again."""

    help = __doc__

    def run_from_argv(self, argv: list[str]) -> None:
        """Stopped by a service manager, it removes what it began."""
        signal(SIGTERM, lambda *_: sys.exit(143))
        super().run_from_argv(argv)

    def handle(self, *args: Any, **options: Any) -> None:
        """Shows how far it is, then what the index holds; exit code 1 when the old index was kept."""
        engine, began = configured_engine(), time.monotonic()
        try:
            position = self._on_terminal(engine) if self.stdout.isatty() else rebuild(engine, self._lines())
            count, size = len(engine.filed()), engine.size()
        except RebuildRunning as running:
            raise CommandError(f"Not started: {running}.") from None
        except RebuildRefused as refused:
            raise CommandError(f"The old index was kept: {refused}. Run it again; if that ends the same, the engine "
                               "loses what it is given: look at its log and its disk.") from None  # fmt: skip
        except LeaseLost as lost:
            raise CommandError(f"The old index was kept: {lost}.") from None
        except EngineUnavailable as error:
            raise CommandError(f"The old index was kept: the search engine cannot be reached or written to: {error}."
                               ) from None  # fmt: skip
        seconds = time.monotonic() - began
        self.stdout.write(self.style.SUCCESS(
            f"The index holds {count:,} records up to position {position:,}: {seconds:.1f} s, {megabytes(size)}."
        ))  # fmt: skip

    def _on_terminal(self, engine: Engine) -> int:
        columns = (TextColumn("records"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bar(*columns) as bar:
            task = bar.add_task("records", total=None)
            return rebuild(engine, lambda done, total: bar.update(task, completed=done, total=total))

    def _lines(self) -> Callable[[int, int], None]:
        """A line for every twentieth, so that a log of it stays short."""
        printed = 0

        def line(done: int, total: int) -> None:
            nonlocal printed
            if done * PLAIN_LINES >= (printed + 1) * total:
                printed = done * PLAIN_LINES // total
                self.stdout.write(f"{done:,} of {total:,} records")

        return line


def megabytes(size: int | None) -> str:
    """Bytes for people."""
    return "size unknown" if size is None else f"{size / 1_000_000:,.1f} MB"
