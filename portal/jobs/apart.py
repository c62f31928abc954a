"""Run what may crash, hang or swallow all memory in a process of its own, without settings and without database."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext as _

from portal.jobs.running import JobRefused

ROOT = Path(__file__).resolve().parents[2]
# What the process is told of its surroundings: no secret, no database.
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
ANSWER_BYTES = 512 * 1024 * 1024
BOUNDED = "portal.jobs.bounded"
REFUSED = 3


def run_apart(
    module: str,
    *arguments: str,
    seconds: int = 60,
    megabytes: int = 1024,
    given: bytes = b"",
    folder: str | None = None,
) -> bytes:
    """Run `python -m module arguments` with `given` on its standard input; returns its standard output.

    The process may take `seconds` (by the wall and of processor time) and `megabytes` of address space, and write
    files of 512 MiB at most. Exit code 3 means: standard error holds a sentence for the person. Raises JobRefused
    with that sentence, or with one that says which limit was met.
    """
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", BOUNDED, str(seconds), str(megabytes), module, *arguments],
            cwd=folder or ROOT, env=environment | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE, stdout=output, stderr=errors,
            start_new_session=True,
        )  # fmt: skip
        try:
            process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise JobRefused(_("This took longer than %(seconds)s seconds.") % {"seconds": seconds}) from None
        finally:
            _end(process)
        _judge(process.returncode, _read(errors, 64 * 1024).decode("utf-8", "replace"), megabytes)
        return _read(output, ANSWER_BYTES)


def _end(process: subprocess.Popen) -> None:
    """Kill it with all that it started; one that ended by itself is only waited for."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _judge(code: int, errors: str, megabytes: int) -> None:
    if code == 0:
        return
    if code == REFUSED:
        raise JobRefused(errors.strip()[:1000])
    if "MemoryError" in errors or "Cannot allocate memory" in errors:
        raise JobRefused(
            _("This needs more memory than the %(megabytes)s MiB that it may take.") % {"megabytes": megabytes}
        )
    if code == -signal.SIGXCPU:
        raise JobRefused(_("This needs more processor time than it may take."))
    raise JobRefused(_("The program that does this ended unexpectedly (code %(code)s).") % {"code": code})


def _read(stream, limit: int) -> bytes:
    stream.seek(0)
    data: bytes = stream.read(limit)
    return data
