"""`python -m tests.faults.killed WHERE CALL HOW COMMAND…`: manage.py COMMAND, killed with SIGKILL at that call.

WHERE is `anywhere` inside search or the backup, or `steps`: the functions of the rebuild, its lease and the index
folder, so that the short moments around the swap are hit as often as the long copying. HOW is `there`, or `soon`: by
another process, some milliseconds later, also in the middle of the engine's own code. At call 0 it is not killed and
prints, as its last line, how many calls of both sorts it made.
"""

import os
import signal
import subprocess
import sys
from types import FrameType
from typing import Any

from django.core.management import execute_from_command_line

from tests.places import ROOT

INSIDE = (str(ROOT / "search"), str(ROOT / "portal" / "operations" / "backup"))
STEPS = ("rebuild.py", "lease.py", "embedded_folder.py")


class Killer:
    """Counts calls of and from the modules of search."""

    def __init__(self, where: str, call: int, how: str):
        self.where, self.call, self.how = where, call, how
        self.made = {"anywhere": 0, "steps": 0}

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        if event not in ("call", "c_call") or not frame.f_code.co_filename.startswith(INSIDE):
            return
        self.count("anywhere")
        if frame.f_code.co_filename.endswith(STEPS) and not frame.f_code.co_name.startswith("<"):
            self.count("steps")

    def count(self, where: str) -> None:
        """One more; the one that was asked for is the last."""
        self.made[where] += 1
        if where != self.where or self.made[where] != self.call:
            return
        if self.how == "there":
            os.kill(os.getpid(), signal.SIGKILL)
        subprocess.Popen(["kill", "-KILL", str(os.getpid())])


def main() -> None:
    """Count, or be killed."""
    killer = Killer(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    sys.setprofile(killer)
    try:
        execute_from_command_line(["manage.py", *sys.argv[4:]])
    finally:
        sys.setprofile(None)
        print(killer.made["anywhere"], killer.made["steps"])  # noqa: T201


if __name__ == "__main__":
    main()
