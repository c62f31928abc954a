"""The portal of these tests: its state is made once a run, each process of tests starts its own over a copy of it."""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.places import ROOT

# Where a developer keeps the filled state between two runs.
KEPT = "HUIQI_PUBLIC_STATE"
OUTSIDE = ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "PORTAL_BASE_URL", "SECRET_KEY", "HTTPS_ONLY")
STARTING_SECONDS = 240.0
ADDRESSES = "addresses.json"


@dataclass(frozen=True)
class PublicPortal:
    """`base` is the first site's address, without a slash; `other` the second site's; `addresses` of content.py."""

    base: str
    other: str
    addresses: dict[str, str]

    def at(self, path: str, *, other: bool = False) -> str:
        """The whole address of a path or of a name."""
        return (self.other if other else self.base) + self.addresses.get(path, path)


def _environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    given = {"DATA_DIR": str(folder), "PORT": str(port), "HOST": "127.0.0.1", "SEED": "no"}
    given["PORTAL_BASE_URL"] = f"http://localhost:{port}"
    return kept | given | {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "NO_PROXY": "127.0.0.1,localhost"}


def filled(shared: Path) -> Path:
    """The filled state folder; the first of several processes makes it, the others wait."""
    folder = Path(os.environ.get(KEPT) or shared / "public-portal")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ADDRESSES).exists():
            command = [sys.executable, "-m", "tests.browser.public.content"]
            subprocess.run(command, env=_environment(folder, 0), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder


@contextmanager
def running(state: Path, folder: Path) -> Iterator[PublicPortal]:
    """Site and worker over a copy of the state in `folder`, ready when it answers."""
    shutil.copytree(state, folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "portal.serve"], env=_environment(folder, port), cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        addresses = json.loads((folder / ADDRESSES).read_text(encoding="utf-8"))
        portal = PublicPortal(f"http://localhost:{port}", f"http://127.0.0.1:{port}", addresses)
        _wait(process, portal)
        yield portal
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], portal: PublicPortal) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the portal ended")
        try:
            urllib.request.urlopen(portal.at("/search/"), timeout=STARTING_SECONDS).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the portal did not start")
