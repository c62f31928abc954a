"""Every page type of the portal, with an address that shows it full of what is there."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.patterns.records import fullest, types
from portal.publication.kinds import KINDS


@dataclass(frozen=True)
class PageType:
    """A page type: its name here, its name for people, an address that shows it."""

    name: str
    label: str | Promise
    path: str


SECTIONS = (
    PageType("home", _("Home"), "/"),
    PageType("supermarket", _("Policy supermarket"), "/supermarket/"),
    PageType("listing", _("Open calls"), "/notices/"),
    PageType("calendar", _("Calls as a calendar"), "/notices/?view=calendar"),
    PageType("timeline", _("Calls as a timeline"), "/notices/?view=timeline"),
    PageType("search", _("Search"), "/search/?q=%E4%BC%81%E4%B8%9A"),
    PageType("nothing-found", _("Nothing found"), "/search/?q=%E4%B9%8C%E6%9C%89%E4%B9%8B%E4%B9%A1"),
    PageType("figures", _("Figures"), "/figures/"),
    PageType("business-items", _("Business item list"), "/business-items/"),
    PageType("open-data", _("Open data"), "/data/"),
    PageType("site-map", _("Site map"), "/site-map/"),
    PageType("plain-page", _("Accessibility statement"), "/accessibility/"),
    PageType("not-found", _("Page not found"), "/_patterns/nowhere/"),
    PageType("kiosk", _("Touch terminal"), "/kiosk/"),
)


def page_types() -> list[PageType]:
    """The sections, then an item page of every kind and subtype that has records."""
    found = ((kind, subtype, fullest(kind, subtype)) for kind, subtype in types())
    items = (PageType(subtype or kind, KINDS[kind].label, item.path) for kind, subtype, item in found if item)
    return [*SECTIONS, *items]


def chosen(name: str, known: list[PageType]) -> PageType:
    """The page type of that name; the first one for a name that is none."""
    return next((page for page in known if page.name == name), known[0])
