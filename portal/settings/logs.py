"""What is logged, how and where to."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from pythonjsonlogger.core import RESERVED_ATTRS

from portal.settings import environment

FORMATS: dict[str, dict[str, Any]] = {
    "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
    "json": {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "fmt": ["levelname", "name", "message"],
        "rename_fields": {"levelname": "level", "name": "logger"},
        "timestamp": "time",
        "json_ensure_ascii": False,
        # Django hands its own lines the request, and that prints the words somebody searched for.
        "reserved_attrs": [*RESERVED_ATTRS, "request"],
    },
}
LOG_FORMAT = environment.text("LOG_FORMAT", "json")
if LOG_FORMAT not in FORMATS:
    raise ImproperlyConfigured(f"LOG_FORMAT must be json or text, not {LOG_FORMAT!r}.")
# One line a request, by portal.operations.requests; a developer's terminal would drown in them.
LOG_REQUESTS = environment.switch("LOG_REQUESTS", LOG_FORMAT == "json")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": FORMATS[LOG_FORMAT]},
    "filters": {"bound": {"()": "portal.log_context.Bound"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["bound"]}},
    "root": {"handlers": ["stderr"], "level": environment.text("LOG_LEVEL", "INFO")},
    # One line per page saved, twice per task, one per search: an import would drown in them.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "wagtail", "axes", "elastic_transport")},
}
