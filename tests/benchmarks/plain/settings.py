"""Production over plain HTTP, with the plain site beside the portal in one process."""

from portal.settings import environment

environment.fall_back("SECRET_KEY", "only-for-measuring-" + "x" * 50)
environment.fall_back("PORTAL_BASE_URL", "http://127.0.0.1:8000")
environment.fall_back("HTTPS_ONLY", "no")
environment.fall_back("API_RATE_LIMIT", "100000000")
environment.fall_back("SECURITY_CONTACT", "mailto:security@localhost")

from portal.settings.production import *  # noqa: E402, F403
from portal.settings.production import INSTALLED_APPS  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2", "tests.benchmarks.plain"]
ROOT_URLCONF = "tests.benchmarks.plain.urls"
# Records made for measuring have a title, times and a text, not all that an editor must give.
PUBLICATION_GATE = "advisory"
