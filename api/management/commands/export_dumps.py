"""Makes the dumps anew: `manage.py export_dumps`."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from api.dumps.export import export


class Command(BaseCommand):
    """Shows a bar a kind on a terminal; prints the manifest's cursor and the sizes at the end."""

    help = "Export all public records as files with the log's position. It may be killed at any point."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make one dump, after another process that makes one."""
        start = time.monotonic()
        with _bars() as bars:
            tasks: dict[str, TaskID] = {}

            def progress(kind: str, done: int, total: int) -> None:
                if kind not in tasks:
                    tasks[kind] = bars.add_task(kind)
                bars.update(tasks[kind], completed=done, total=total)

            made = export(progress)
        count = sum(file.records for file in made.texts)
        size = sum(file.bytes for file in made.all_files)
        seconds = time.monotonic() - start
        self.stdout.write(f"{count} records, {size:,} bytes, position {made.cursor}, {seconds:.1f} s")


def _bars() -> Progress:
    """Bars on a terminal, silence elsewhere."""
    console = Console(stderr=True)
    parts = (TextColumn("{task.description:>16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*parts, console=console, disable=not console.is_terminal)
