"""Every address of the portal; the only place that knows every app."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtailautocomplete.urls.admin import urlpatterns as autocomplete_urls

from api import urls as api_urls
from api import well_known
from api.catalogue import page_urls as data_page_urls
from api.catalogue import urls as catalogue_urls
from api.dumps import urls as dump_urls
from portal.appearance import urls as appearance_urls
from portal.corrections import urls as corrections_urls
from portal.desk.door import own_records_only
from portal.desk.keys import keys_of_the_right_form
from portal.display import choose
from portal.figures import urls as figures_urls
from portal.graphics import urls as graphics_urls
from portal.home import record_page
from portal.home import urls as home_urls
from portal.kiosk import urls as kiosk_urls
from portal.operations.metrics.views import metrics
from portal.patterns import urls as patterns_urls
from portal.printing import urls as printing_urls
from portal.publication.door import all_or_nothing
from portal.records import urls as record_urls
from search import urls as search_urls

# Signing in publishes nothing, and a refused attempt must be remembered for the lock-out: not in a transaction.
SIGN_IN = {"wagtailadmin_login", "wagtailadmin_logout"}


def guarded(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The back-office with every unsafe request in one publication transaction."""
    guard = [pattern for pattern in patterns if getattr(pattern, "name", None) not in SIGN_IN]
    decorate_urlpatterns(guard, own_records_only)
    decorate_urlpatterns(guard, keys_of_the_right_form)
    decorate_urlpatterns(guard, all_or_nothing)
    return patterns


handler400 = "portal.home.errors.bad_request"
handler403 = "portal.home.errors.forbidden"
handler404 = "portal.home.errors.not_found"
handler500 = "portal.home.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/autocomplete/", include(autocomplete_urls)),
    path("admin/", include(guarded(admin_urls.urlpatterns))),
    path("documents/", include(document_urls)),
    path("", include(api_urls)),
    path("", include(well_known)),
    path("metrics", metrics, name="metrics"),
    path("display/", choose, name="display"),
    path("", include(appearance_urls)),
    path("", include(graphics_urls)),
    path("", include(record_urls.files)),
    path("", include(dump_urls)),
    path("", include(catalogue_urls)),
    # Renditions only: originals stay private, documents go through Wagtail's own view.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
    *i18n_patterns(
        path("", include(home_urls)),
        path("_patterns/", include(patterns_urls)),
        path("kiosk/", include(kiosk_urls)),
        path("", include(figures_urls)),
        path("", include(printing_urls)),
        path("", include(record_urls)),
        path("corrections/", include(corrections_urls)),
        path("", include(search_urls)),
        path("", include(data_page_urls)),
        path("", include(record_page)),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
