"""Publishes, answers questions and forks workers in a process of its own: one JSON line for every line it is sent."""

import json
import os
import signal
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from portal.publication import election  # noqa: E402
from portal.publication.consumers import cursor_of  # noqa: E402
from portal.publication.head import log_head  # noqa: E402
from tests.search.records import publish  # noqa: E402

CUT_SQL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name LIKE %s AND datname = current_database()
"""


def publications(count: str) -> int:
    """So many records; the log's position after them."""
    for number in range(int(count)):
        publish(title=f"第{number}号支持企业发展的若干政策")
    return log_head().position


def behind() -> int:
    """How many events the consumer has still to be handed."""
    return log_head().position - cursor_of("recorder").position


def leader() -> int:
    """The process id of the worker that leads; 0 for none."""
    return int(election.leader().rpartition(":")[2] or 0)


def cut(pid: str) -> int:
    """Take a worker's lock away by ending its connection, as a network or a server that restarts does."""
    with connection.cursor() as cursor:
        cursor.execute(CUT_SQL, [f"huiqi worker %:{pid}"])
        return len(cursor.fetchall())


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


COMMANDS: dict[str, Any] = {
    "publish": publications, "behind": behind, "leader": leader, "cut": cut, "worker": worker,
}  # fmt: skip

if __name__ == "__main__":
    # Killed children leave nothing behind.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        name, *arguments = line.split()
        print(json.dumps(COMMANDS[name](*arguments)), flush=True)  # noqa: T201
