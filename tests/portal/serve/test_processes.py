"""Processes that live and die together."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from portal.serve.checks import require_free_port
from portal.serve.processes import Stopped

PROGRAM = """
import sys
from portal.serve.processes import Stopped, Supervisor
supervisor = Supervisor()
try:
    supervisor.start("sleeper", "-c", "import time; time.sleep(60)")
    supervisor.start("other", "-c", {other!r})
    print(supervisor.children["sleeper"].pid, flush=True)
    supervisor.watch()
except Stopped as reason:
    print(reason)
    code = reason.code
finally:
    supervisor.stop()
sys.exit(code)
"""


def start(other):
    program = PROGRAM.format(other=other)
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_supervisor_ends_all_and_fails_when_one_child_ends():
    process = start("import sys; sys.exit(3)")

    output, _ = process.communicate(timeout=20)

    sleeper, message = output.split("\n", 1)
    assert process.returncode == 1
    assert "other ended by itself (exit code 3)" in message
    assert not is_alive(int(sleeper))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_supervisor_stops_all_within_seconds_of_a_signal(number):
    process = start("import time; time.sleep(60)")
    sleeper = int(process.stdout.readline())
    begun = time.monotonic()

    process.send_signal(number)
    process.communicate(timeout=20)

    assert process.returncode == 0
    assert time.monotonic() - begun < 5
    assert not is_alive(sleeper)


def test_supervisor_kills_a_child_that_does_not_stop():
    process = start("import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)")
    process.stdout.readline()
    time.sleep(0.5)

    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)

    assert process.returncode == 0


def test_taken_port_is_named_with_the_command_that_takes_another():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        with pytest.raises(Stopped, match=f"Port {port} is taken.*make run PORT=") as stopped:
            require_free_port("127.0.0.1", str(port))

    assert stopped.value.code == 1


@pytest.mark.parametrize("port", ["0", "65536", "http", "", "８０"])
def test_port_that_is_none_is_refused(port):
    with pytest.raises(Stopped, match="PORT must be a number"):
        require_free_port("127.0.0.1", port)
