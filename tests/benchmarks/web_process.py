"""The portal's web server alone, as it is started in production, for one benchmark."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
STARTING_SECONDS = 60.0
COMMAND = ("-m", "gunicorn", "-c", "python:portal.serve.gunicorn", "portal.wsgi:application")


@contextmanager
def running() -> Iterator[tuple[int, int]]:
    """(port, process id of the one worker); DATA_DIR and the settings are this process's own."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "HOST": HOST, "PORT": str(port), "PORTAL_BASE_URL": f"http://{HOST}:{port}"}
    environment |= {"WEB_PROCESSES": "1", "WEB_THREADS": "2"}
    server = subprocess.Popen([sys.executable, *COMMAND], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield port, _worker(server, port)
    finally:
        server.terminate()
        server.wait(timeout=30)


def _worker(server: subprocess.Popen[bytes], port: int) -> int:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until and server.poll() is None:
        path = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        workers = path.read_text(encoding="ascii").split()
        with socket.socket() as probe:
            if workers and probe.connect_ex((HOST, port)) == 0:
                return int(workers[0])
        time.sleep(0.1)
    raise RuntimeError("the portal did not start")


def processor_seconds(process: int) -> float:
    """What all threads of the process have spent, to the nanosecond where the kernel tells it."""
    tasks = Path(f"/proc/{process}/task")
    return sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks.iterdir()) / 1e9
