"""What can be known before anything is started."""

import ctypes.util
import errno
import shutil
import socket
import subprocess

from portal.serve.processes import Stopped


def require_free_port(host: str, port: str) -> None:
    """Raises Stopped with a sentence for people when the port is no port, or another program holds it."""
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise Stopped(f"PORT must be a number from 1 to 65535, not {port!r}.", code=1)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server does it: a port whose last connections are still fading is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise Stopped(_refusal(error, host, port), code=1) from error


def _refusal(error: OSError, host: str, port: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another: make run PORT={int(port) % 65535 + 1}"
    return f"Cannot listen on {host}:{port}: {error.strerror}."


def optional_note() -> str:
    """One line about what pip cannot bring and this machine lacks; empty when all is there."""
    missing = []
    if not ctypes.util.find_library("pango-1.0"):
        missing.append("Pango")
    if not _has_chinese_font():
        missing.append("a Chinese font")
    if not missing:
        return ""
    return f"Optional, not found here: {' and '.join(missing)}. Only PDF output will want it; all else works.\n"


def _has_chinese_font() -> bool:
    """True also where fontconfig is missing (macOS, Windows): those systems bring Chinese fonts."""
    lister = shutil.which("fc-list")
    if not lister:
        return True
    found = subprocess.run([lister, ":lang=zh"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    return bool(found.stdout.strip())
