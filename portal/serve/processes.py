"""Child processes that live and die together."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

GRACE_SECONDS = 6.0
LISTEN_SECONDS = 60.0
PAUSE_SECONDS = 0.1


class Stopped(Exception):
    """Why the run ends, in a sentence for people, and the exit code that says the same to programs."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class Supervisor:
    """Starts named Python processes; the first that ends ends all. Nothing is restarted silently."""

    def __init__(self) -> None:
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _raise_stopped)

    def run(self, name: str, *arguments: str) -> None:
        """Run to the end; raises Stopped when it fails."""
        self.start(name, *arguments)
        code = self.children[name].wait()
        del self.children[name]
        if code != 0:
            raise Stopped(f"{name} failed (exit code {code}); the lines above say why.", code=1)

    def start(self, name: str, *arguments: str) -> None:
        """Start `python arguments…` in a session of its own: Ctrl-C reaches us alone, and we stop it in order."""
        command = [sys.executable, *arguments]
        self.children[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603

    def wait_until_listening(self, name: str, host: str, port: int) -> None:
        """Return once the port answers; raises Stopped when the process ends first or takes too long."""
        deadline = time.monotonic() + LISTEN_SECONDS
        while time.monotonic() < deadline:
            self._raise_if_ended()
            with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
                probe.settimeout(1)
                if probe.connect_ex((host, port)) == 0:
                    return
            time.sleep(PAUSE_SECONDS)
        raise Stopped(f"{name} did not listen on port {port} within {LISTEN_SECONDS:.0f} s.", code=1)

    def watch(self) -> None:
        """Never returns: raises Stopped when a child ends or a signal arrives."""
        while True:
            self._raise_if_ended()
            time.sleep(PAUSE_SECONDS)

    def stop(self) -> None:
        """Ask all to stop, give them a few seconds, then kill what is left. A second signal changes nothing."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for child in self.children.values():
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children.values():
            try:
                child.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal_group(child, signal.SIGKILL)
                child.wait()

    def _raise_if_ended(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                message = f"{name} ended by itself (exit code {child.returncode}); everything is being stopped."
                raise Stopped(message, code=1)


def _raise_stopped(number: int, frame: FrameType | None) -> None:
    raise Stopped("\nStopping.", code=0)


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """The child and what it started; gone already is fine."""
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return
