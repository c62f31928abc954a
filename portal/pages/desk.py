"""What waits for somebody in the back-office; every app tells its own through the hook `desk_tasks`."""

import datetime as dt
from dataclasses import dataclass

# hooks.register(HOOK): function(user) -> Iterable[Task], the most urgent first, LONGEST at most.
HOOK = "desk_tasks"
LONGEST = 20


@dataclass(frozen=True)
class Task:
    """One thing to do: words in the active language, the back-office address where it is done, until which day."""

    group: str
    title: str
    url: str
    detail: str = ""
    due: dt.date | None = None
