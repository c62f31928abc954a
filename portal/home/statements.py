"""The accessibility statement as first made; the operator completes it in the back-office."""

from django.utils.translation import gettext as _

from cms_blocks import raw

SLUG = "accessibility"


def title() -> str:
    """The page's title in the active language."""
    return _("Accessibility statement")


def body() -> list[raw.Raw]:
    """What holds for the software as shipped; nothing is claimed of a portal's own content."""
    paragraphs = [
        _("This portal is built to meet WCAG 2.2 at level AA."),
        _("Its pages work by keyboard alone, with screen readers, at 200 % zoom, in dark mode, without scripts."),
        _("Files that other bodies published may not be accessible; where we have their text, it is on the page."),
        _("If you meet a barrier, please tell the body named at the foot of the page."),
    ]
    return [raw.text("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))]
