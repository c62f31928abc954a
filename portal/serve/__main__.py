"""From nothing to a running portal: check, prepare, start, watch, stop."""

import os
import sys

from portal.serve.checks import optional_note, require_free_port
from portal.serve.processes import Stopped, Supervisor

WELCOME = """
  Site          {base}/
  Back-office   {base}/admin/
  API           {base}/api/v1/   (its documentation: {base}/api/docs/)

  An editor's account: {command} manage.py invite_editor you@example.org --superuser
  (it prints a link on which you choose your own password; there is no default account)

  Ctrl-C stops everything.
"""


def main() -> int:
    """Run until stopped; returns 0 after Ctrl-C or SIGTERM, 1 when a step or a process failed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    os.environ.update(HOST=host, PORT=port)
    supervisor = Supervisor()
    try:
        require_free_port(host, port)
        # In a process of its own: what it takes is given back, and only it needs the settings.
        supervisor.run("Preparation", "-m", "portal.serve.preparation")
        supervisor.start("site", "-m", "gunicorn", "-c", "python:portal.serve.gunicorn", "portal.wsgi:application")
        supervisor.start("worker", "manage.py", "run_worker")
        supervisor.wait_until_listening("site", host, int(port))
        _say(optional_note() + _welcome(port))
        supervisor.watch()
    except Stopped as reason:
        _say(str(reason))
        return reason.code
    finally:
        supervisor.stop()
    return 0


def _welcome(port: str) -> str:
    base = os.environ.get("PORTAL_BASE_URL") or f"http://127.0.0.1:{port}"
    python = os.path.relpath(sys.executable) if sys.executable.startswith(os.getcwd()) else sys.executable
    # The link it prints must lead to this portal, so it needs what this one was started with.
    given = [f"DATA_DIR={os.environ['DATA_DIR']}"] if os.environ.get("DATA_DIR") else []
    # Named, not shown: it holds a password.
    given += ["DATABASE_URL=…"] if os.environ.get("DATABASE_URL") else []
    given += [f"PORT={port}"] if port != "8000" else []
    return WELCOME.format(base=base.rstrip("/"), command=" ".join([*given, python]))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
