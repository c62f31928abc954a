"""How far a long step is, shown on a terminal and nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import progress as bars
from rich.console import Console

# Told (done, total) in whatever the step counts.
Progress = Callable[[int, int], None]


class Steps:
    """Bars one below the other."""

    def __init__(self, shown: bars.Progress) -> None:
        self.shown = shown

    def begin(self, name: str) -> Progress:
        """A new bar; what is returned is told how far it is."""
        task = self.shown.add_task(name, total=None)
        return lambda done, total: self.shown.update(task, completed=done, total=max(total, 1))


@contextmanager
def steps() -> Iterator[Steps]:
    """Bars on standard error while the block runs; nothing where that is no terminal."""
    console = Console(stderr=True)
    columns = (bars.TextColumn("{task.description:<28}"), bars.BarColumn(), bars.TaskProgressColumn(),
               bars.TimeElapsedColumn())  # fmt: skip
    with bars.Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        yield Steps(shown)
