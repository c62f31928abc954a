"""schema.org descriptions of the pages that lead to records."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.pages.structured_data import (
    LANGUAGE,
    Described,
    breadcrumbs,
    described,
    shortened,
    site,
    site_sponsor,
    statement,
)
from portal.publication.addresses import absolute
from portal.publication.kinds import KINDS


def of_home(introduction: str) -> list[Described]:
    """The portal and whose it is."""
    return [
        statement({**site(), **({"description": shortened(introduction)} if introduction else {})}),
        statement(site_sponsor()),
    ]


def of_page(type_name: str, title: str | Promise, path: str, summary: str = "", **members: Any) -> list[Described]:
    """A page of the portal and the way to it."""
    page = described(
        type_name, name=title, url=absolute(path), description=shortened(summary), inLanguage=LANGUAGE,
        isPartOf=site(), **members,
    )  # fmt: skip
    return [statement(page), statement(breadcrumbs((title, path)))]


def of_listing(kind: str, result: Mapping[str, Any], introduction: str) -> list[Described]:
    """A list with the records that this page of it shows."""
    listed = of_list(result["hits"], result["total"])
    return of_page("CollectionPage", KINDS[kind].label, f"/{kind}/", introduction, mainEntity=listed)


def of_supermarket(title: str, shelves: Iterable[Iterable[Mapping[str, Any]]], introduction: str) -> list[Described]:
    """The supermarket with what lies on its shelves."""
    links = [link for shelf in shelves for link in shelf]
    return of_page("CollectionPage", title, "/supermarket/", introduction, mainEntity=of_list(links, len(links)))


def of_list(links: Iterable[Mapping[str, Any]], total: int | None) -> Described | None:
    """Records in order; None where there is none."""
    members = [
        described("ListItem", position=number, name=link["title"], url=absolute(link["url"]))
        for number, link in enumerate(links, 1)
    ]
    return described("ItemList", numberOfItems=total, itemListElement=members) if members else None


def of_business_items() -> list[Described]:
    """业务事项清单."""
    return of_page("CollectionPage", _("Business item list"), "/business-items/")


def of_site_map() -> list[Described]:
    """网站地图."""
    return of_page("WebPage", _("Site map"), "/site-map/")
