"""One developer's machine over plain HTTP: a secret of its own, mail to the terminal, static files from the source."""

from pathlib import Path

from portal.settings import environment

_data = Path(environment.text("DATA_DIR", str(environment.ROOT / "var"))).expanduser()
environment.fall_back("SECRET_KEY", environment.local_secret(_data / "secret-key"))
environment.fall_back("PORTAL_BASE_URL", f"http://127.0.0.1:{environment.whole_number('PORT', 8000)}")
environment.fall_back("HTTPS_ONLY", "no")
environment.fall_back("LOG_FORMAT", "text")
environment.fall_back("API_RATE_LIMIT", "100000")
environment.fall_back("WEBHOOK_MOST_ENDPOINTS", "10000")
environment.fall_back("SECURITY_CONTACT", "mailto:security@localhost")
# Shows where the number stands; a real one is given by the authorities.
environment.fall_back("SITE_CODE", "0000000000")

from portal.settings.base import *  # noqa: E402, F403
from portal.settings.base import ALLOWED_HOSTS, STORAGES  # noqa: E402

# Off unless asked for: error pages, headers and speed are then those of production.
DEBUG = environment.switch("DEBUG", False)
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
EMAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# `manage.py exercise` publishes samples for the acceptance scripts; no production portal has this line.
EXERCISE_ALLOWED = True
WHITENOISE_USE_FINDERS = True
# Webhooks to a receiver on this machine, over plain HTTP.
OUTGOING_LOOPBACK = True
