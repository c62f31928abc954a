"""`python -m tests.faults.killed CALLS HOW COMMAND…`: manage.py COMMAND, killed at that call inside search.

HOW is `there`, or `soon`: by another process, some milliseconds later, so that it also hits the engine's own code.
With 0 it is not killed and prints, as its last line, how many calls it made.
"""

import os
import signal
import subprocess
import sys
from types import FrameType
from typing import Any

from django.core.management import execute_from_command_line

from tests.conftest import ROOT

INSIDE = str(ROOT / "search")


class Killer:
    """Counts calls of and from the modules of search."""

    def __init__(self, calls: int, how: str):
        self.calls, self.how, self.made = calls, how, 0

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        if event not in ("call", "c_call") or not frame.f_code.co_filename.startswith(INSIDE):
            return
        self.made += 1
        if self.made == self.calls:
            self.kill()

    def kill(self) -> None:
        if self.how == "there":
            os.kill(os.getpid(), signal.SIGKILL)
        subprocess.Popen(["kill", "-KILL", str(os.getpid())])


def main() -> None:
    """Count, or be killed."""
    killer = Killer(int(sys.argv[1]), sys.argv[2])
    sys.setprofile(killer)
    try:
        execute_from_command_line(["manage.py", *sys.argv[3:]])
    finally:
        sys.setprofile(None)
        print(killer.made)  # noqa: T201


if __name__ == "__main__":
    main()
