"""Facets that follow the chain: what a call's schemes rest on, and what packages them, is the call's too."""

import datetime as dt
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from portal.publication.models import PublishedFacet, PublishedItem
from search.filters.facet_types import NONE, Facet
from search.filters.facet_values import Source

# (scheme, owner) as permanent ids; of the wanted owners, or of all.
Owners = Callable[[set[str] | None], list[tuple[str, str]]]


def policies_of_schemes(wanted: set[str] | None = None) -> list[tuple[str, str]]:
    """Every scheme with the documents it rests on."""
    rows = PublishedFacet.objects.filter(name="policy", item__kind="policy-products")
    rows = rows if wanted is None else rows.filter(value__in=wanted)
    return [(str(scheme), policy) for scheme, policy in rows.values_list("item_id", "value")]


def products_of_schemes(wanted: set[str] | None = None) -> list[tuple[str, str]]:
    """Every scheme with the products that package it."""
    rows = PublishedFacet.objects.filter(name="scheme", item__subtype="product")
    rows = rows if wanted is None else rows.filter(item_id__in=[UUID(product) for product in wanted])
    return [(scheme, str(product)) for scheme, product in rows.values_list("value", "item_id")]


class ThroughSchemes(Facet):
    """A record has the values it names itself and those of its schemes; `none` means that it names none itself."""

    def __init__(self, name: str, label: str | Promise, values: Source, *, owners: Owners) -> None:
        super().__init__(name, label, values, countable=False)
        self.owners = owners

    def q(self, values: Iterable[str], at: dt.datetime, exact: bool = False) -> Q:
        """Records that name one of the values, or one of whose schemes has it."""
        wanted = set(values)
        rows = PublishedFacet.objects.filter(name="scheme", value__in=self._schemes(wanted))
        return super().q(wanted, at, exact) | Q(pk__in=rows.values("item_id"))

    def terms(self, values: Iterable[str], at: dt.datetime, exact: bool = False) -> frozenset[str]:
        """The values' own terms and those of the schemes."""
        wanted = set(values)
        return super().terms(wanted, at, exact) | {f"scheme:{scheme}" for scheme in self._schemes(wanted)}

    def count(
        self, items: QuerySet[PublishedItem], at: dt.datetime, exact: bool = False, chosen: Iterable[str] = ()
    ) -> dict[str, int]:
        """As filtered: a record counts for what it names and for what its schemes have."""
        rows = PublishedFacet.objects.filter(item__in=items.order_by().values("pk"))
        holders: dict[str, set[object]] = {}
        for value, item in rows.filter(name=self.name).values_list("value", "item_id"):
            holders.setdefault(value, set()).add(item)
        by_scheme: dict[str, set[object]] = {}
        for scheme, item in rows.filter(name="scheme").values_list("value", "item_id"):
            by_scheme.setdefault(scheme, set()).add(item)
        for scheme, owner in self.owners(None) if by_scheme else ():
            if scheme in by_scheme:
                holders.setdefault(owner, set()).update(by_scheme[scheme])
        without = super().count(items, at, exact).get(NONE, 0)
        counts = {value: len(held) for value, held in holders.items()}
        return counts | ({NONE: without} if without else {})

    def _schemes(self, wanted: set[str]) -> set[str]:
        named = wanted - {NONE}
        return {scheme for scheme, _owner in self.owners(named)} if named else set()
