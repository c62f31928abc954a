"""The supervisor starts from nothing: no variable of the developer's shell is needed."""

import os
import subprocess
import sys
from pathlib import Path


def test_supervisor_is_imported_without_any_settings() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    done = subprocess.run(
        [sys.executable, "-c", "import portal.serve.__main__"], env=bare, cwd=Path(__file__).parents[3],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
