"""What is logged, how and where to."""

from portal.settings import environment

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("LOG_LEVEL", "INFO")},
    # One line per page saved, twice per task, one per search: an import would drown in them.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "wagtail", "axes", "elastic_transport")},
}
