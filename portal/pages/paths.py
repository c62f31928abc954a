"""Where a record stands on the site, and where it stands for ever."""

from django.utils import translation
from wagtail.models import Page

CANONICAL_LANGUAGE = "zh-hans"


def public_path(page: Page) -> str:
    """The site path of a page in the canonical language (`/policies/abc/`); "" for one outside every site."""
    with translation.override(CANONICAL_LANGUAGE):
        parts = page.get_url_parts()
    return parts[2] if parts and parts[2] else ""


def permalink(permanent_id: object) -> str:
    """The address that survives every change of slug and tree."""
    return f"/i/{permanent_id}"
