"""The read API: REST framework, its OpenAPI document, page sizes and rates."""

from portal.settings import environment
from portal.settings.security import TRUSTED_PROXY_COUNT

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": TRUSTED_PROXY_COUNT,
    # `?format=` would be a parameter that no operation declares.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Huiqi read API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
}
API_PAGE_SIZE = 20
API_MAX_PAGE_SIZE = 100
API_VERSION = "1.0.0"
# (requests, seconds) for one address; 0 requests switch the limit off.
API_RATE_LIMIT = (environment.whole_number("API_RATE_LIMIT", 600), 60)
# Under what terms the records may be reused; the operator's to decide.
API_LICENCE = {
    "name": environment.text("API_LICENCE_NAME", "CC BY 4.0"),
    "url": environment.text("API_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/"),
}
# RFC 9116: a mailto:, https: or tel: address; without one there is no security.txt.
SECURITY_CONTACT = environment.text("SECURITY_CONTACT")
# Saved filters of one subscriber.
SUBSCRIPTIONS_MOST = environment.whole_number("SUBSCRIPTIONS_MOST", 100)
