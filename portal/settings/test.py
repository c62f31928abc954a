"""Tests: state apart from the developer's own, quick passwords, mail in memory, nothing over HTTPS."""

import os

from portal.settings import environment

environment.fall_back("DATA_DIR", str(environment.ROOT / "var" / "test"))
os.environ["SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ["PORTAL_BASE_URL"] = "http://testserver"
os.environ["HTTPS_ONLY"] = "no"
environment.fall_back("LOG_FORMAT", "text")
environment.fall_back("API_RATE_LIMIT", "100000")
environment.fall_back("SECURITY_CONTACT", "mailto:security@localhost")
os.environ["TRUSTED_PROXY_COUNT"] = "0"
# Whatever server the developer uses is not for tests; those that want one have TEST_ELASTICSEARCH_URLS.
os.environ["ELASTICSEARCH_URL"] = ""

from portal.settings.base import *  # noqa: E402, F403
from portal.settings.base import ALLOWED_HOSTS, CACHES, STORAGES  # noqa: E402

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
SEARCHES_FLUSH_SECONDS = 0
# A test's log is rolled back, and the next one's has the same positions: pages must not outlive it.
CACHES = CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
# Most tests publish records with a title and little else; those of the gate switch it on.
PUBLICATION_GATE = "advisory"
