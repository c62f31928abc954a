"""A worker forked from a process that answers one JSON line to every line it is sent; for the drivers beside it."""

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.core.management import call_command
from django.db import connection, connections


def worker() -> int:
    """The process id of `run_worker`. Forked, because starting Python takes longer than what is tested."""
    connections.close_all()
    # A pool's open connections would be the child's, too.
    if connection.vendor == "postgresql":
        connection.close_pool()
    if pid := os.fork():
        return pid
    os.dup2(os.open(os.devnull, os.O_RDWR), sys.stdin.fileno())
    os.dup2(os.open(os.devnull, os.O_RDWR), sys.stdout.fileno())
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    call_command("run_worker")
    os._exit(0)


def serve(commands: Mapping[str, Callable[..., Any]]) -> None:
    """Answer until standard input ends. Killed children leave nothing behind."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        name, *arguments = line.split()
        print(json.dumps(commands[name](*arguments)), flush=True)  # noqa: T201
