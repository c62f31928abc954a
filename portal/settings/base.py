"""Safe production values; dev and test loosen them. What a deployment decides comes from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from portal.settings import databases, environment, operations, search, sources, themes
from portal.settings.api import *  # noqa: F403
from portal.settings.apps import *  # noqa: F403
from portal.settings.corrections import *  # noqa: F403
from portal.settings.dumps import *  # noqa: F403
from portal.settings.environment import ROOT
from portal.settings.jobs import *  # noqa: F403
from portal.settings.kiosk import *  # noqa: F403
from portal.settings.logs import *  # noqa: F403
from portal.settings.offline import *  # noqa: F403
from portal.settings.operations import *  # noqa: F403
from portal.settings.patterns import *  # noqa: F403
from portal.settings.publication import *  # noqa: F403
from portal.settings.push import *  # noqa: F403
from portal.settings.searches import *  # noqa: F403
from portal.settings.security import *  # noqa: F403
from portal.settings.sources import *  # noqa: F403
from portal.settings.wagtail import *  # noqa: F403

DEBUG = False
SECRET_KEY = environment.required("SECRET_KEY", purpose="50 or more random characters that sign sessions and links")
PORTAL_BASE_URL = environment.required(
    "PORTAL_BASE_URL", purpose="the address people use, such as https://huiqi.example.gov.cn"
).rstrip("/")
ALLOWED_HOSTS = [urlsplit(PORTAL_BASE_URL).hostname or "", *environment.words("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [PORTAL_BASE_URL]

# All state lies here: database, index, uploads, dumps.
DATA_DIR = Path(environment.text("DATA_DIR", str(ROOT / "var"))).expanduser().resolve()
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
DUMPS_ROOT = DATA_DIR / "dumps"
SOURCE_FOLDERS = sources.folders(DATA_DIR)
METRICS_ROOT: Path = operations.metrics_folder(DATA_DIR)

MIDDLEWARE = [
    "portal.operations.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.charset.CharsetMiddleware",
    "api.middleware.ApiMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.http_cache.middleware.PageCacheMiddleware",
    "portal.content_policy.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.LanguageByAddressMiddleware",
    "portal.appearance.middleware.PresentationMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.language_of_parts.LanguageOfPartsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "portal.home.permalinks.FormerPathsMiddleware",
    "axes.middleware.AxesMiddleware",
    "portal.review.middleware.GateMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
THEMES = themes.folders(ROOT / "themes", DATA_DIR / "themes")
TEMPLATES = themes.templates(THEMES)
STATIC_URL = "/static/"
STATICFILES_DIRS = themes.static_folders(THEMES)
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "themes.bundles.BundleFinder",
]
# The stylesheets that collectstatic and the development server take; made anew at any time.
BUNDLES_ROOT = DATA_DIR / "bundles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATABASES = {"default": databases.database(environment.text("DATABASE_URL"), DATA_DIR)}
CACHES = databases.caches(environment.text("REDIS_URL"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
# The second holds what Wagtail's own Chinese lacks.
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "wagtail"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
WAGTAILADMIN_BASE_URL = PORTAL_BASE_URL
EMAIL_BACKEND = "portal.publication.mail.AfterCommit"
EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", f"noreply@{ALLOWED_HOSTS[0]}")
# The footer's numbers; blank until the operator gives them, never invented.
SITE_IDENTITY = {
    "sponsor": environment.text("SITE_SPONSOR"),
    "operator": environment.text("SITE_OPERATOR"),
    "site_code": environment.text("SITE_CODE"),
    "icp": environment.text("SITE_ICP"),
    "psb": environment.text("SITE_PSB"),
}
SEARCH_ENGINE = search.engine(DATA_DIR / "index")
