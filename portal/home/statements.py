"""The accessibility statement as first made; the operator completes it in the back-office."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms_blocks import raw

SLUG = "accessibility"


def title() -> str:
    """The page's title in the active language."""
    return _("Accessibility statement")


def body() -> list[raw.Raw]:
    """What holds for the software as shipped; nothing is claimed of a portal's own content."""
    return [raw.text(_prose())]


def in_the_readers_language(slug: str, stored: Any) -> dict[str, Any]:
    """`title` and `html` for the statement that nobody has edited yet; nothing for any other page.

    `stored` is the page's stream value.
    """
    if slug != SLUG:
        return {}
    with translation.override(settings.LANGUAGE_CODE):
        shipped = [("text", _prose())]
    if [(block["type"], block["value"]) for block in stored.raw_data] != shipped:
        return {}
    return {"title": title(), "html": SafeString(f'<div class="prose">{_prose()}</div>')}


def _prose() -> SafeString:
    paragraphs = [
        _("This portal is built to meet WCAG 2.2 at level AA."),
        _("Its pages work by keyboard alone, with screen readers, at 200 % zoom, in dark mode, without scripts."),
        _("Large type and high contrast are switched on at the head of every page; your device remembers the choice."),
        _(
            "Every type of page is tested in a browser before each release: light and dark, on a phone and on a desk. "
            "No program finds every barrier."
        ),
        _("Files that other bodies published may not be accessible; where we have their text, it is on the page."),
        _("If you meet a barrier, please tell the body named at the foot of the page."),
    ]
    return SafeString("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
