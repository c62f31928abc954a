"""Wagtail: editors' search, uploads, and no request to a foreign host."""

WAGTAIL_SITE_NAME = "惠企"
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
# No index is written in the editor's request, and `icontains` finds Chinese substrings (docs/decisions/0006).
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "portal.desk.search_backend", "AUTO_UPDATE": False},
}
# Whoever makes an account passes on a link (portal/accounts/user_screens.py).
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "et", "mp4", "ofd", "pdf", "ppt", "pptx", "rar", "rtf", "txt", "vtt", "webm", "wps", "xls",
    "xlsx", "zip",
]  # fmt: skip
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpeg", "jpg", "png", "webp"]
# Pages show pictures as AVIF and WebP, with JPEG for old browsers: about as good to look at as JPEG at 85.
WAGTAILIMAGES_AVIF_QUALITY, WAGTAILIMAGES_WEBP_QUALITY = 60, 78
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
TAGGIT_CASE_INSENSITIVE = True
# Both look at the first bytes (portal/pages/uploads.py).
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.pages.uploads.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.pages.uploads.ImageForm"
# Who approved has read what is published: a change during a review begins it anew.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
