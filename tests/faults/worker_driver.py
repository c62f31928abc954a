"""Publishes, answers questions and forks workers in a process of its own: one JSON line for every line it is sent."""

from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from portal.publication import election  # noqa: E402
from portal.publication.consumers import cursor_of  # noqa: E402
from portal.publication.head import log_head  # noqa: E402
from tests.faults.forking import serve, worker  # noqa: E402
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


COMMANDS: dict[str, Any] = {
    "publish": publications, "behind": behind, "leader": leader, "cut": cut, "worker": worker,
}  # fmt: skip

if __name__ == "__main__":
    serve(COMMANDS)
