"""The web server's settings, read by gunicorn as `-c python:portal.serve.gunicorn` (docs/decisions/0004, 0035)."""

import logging
import os
from typing import Any

from portal.serve.worker import MOST_WAITING
from portal.settings.logs import LOGGING

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "portal.serve.worker.WaitingWorker"
workers = int(os.environ.get("WEB_PROCESSES") or 1)
# Who waits holds none of them; more than the pool has database connections (portal/settings/databases.py) is no use.
threads = int(os.environ.get("WEB_THREADS") or 24)
worker_connections = 1000 + MOST_WAITING
timeout = 60
graceful_timeout = 3
limit_request_line = 8190
loglevel = "warning"
production = (os.environ.get("DJANGO_SETTINGS_MODULE") or "portal.settings.production").endswith(".production")
if (os.environ.get("LOG_FORMAT") or ("json" if production else "text")) == "json":
    # Its own lines as the portal's are.
    own = {"handlers": ["stderr"], "propagate": False}
    logconfig_dict = {**LOGGING, "loggers": {"gunicorn.error": {**own, "level": "WARNING"}, "gunicorn.access": own}}
# It would lie in the user's home, one for all portals of this user.
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Django answers HEAD with GET's body and leaves it to the server to drop it; that is no news."""
    logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)
