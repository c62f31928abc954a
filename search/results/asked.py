"""What a request asks of a list: the selection, the order and the page, all of it in the address."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest

from search.answering.orders import CALL_KINDS, default_sort
from search.engine import DEEPEST_HIT, Sort
from search.filters.facets import facets_of
from search.filters.grammar import Selection, parse
from search.filters.parameters import parameters_of

PAGE_SIZE = 20


@dataclass(frozen=True)
class Asked:
    """`kind` is "" for search over every kind; `sort` is None where nobody chose an order."""

    kind: str
    selection: Selection
    sorts: list[Sort]
    sort: Sort | None
    page: int

    @property
    def words_alone(self) -> bool:
        """Whether it is the first page of a search for words and nothing else: that is what is counted."""
        narrowed = any(name != "q" for name, _value in self.selection.pairs())
        return bool(self.selection.text) and not (narrowed or self.kind or self.sort) and self.page == 1

    def change(self, **changes: str | None) -> str:
        """The address with parameters replaced, None removes one; every change begins again at page 1."""
        parts = {**self._parts, **{name: encoded(name, value) for name, value in changes.items()}}
        return "?" + "&".join(part for part in parts.values() if part)

    @cached_property
    def _parts(self) -> dict[str, str]:
        """The parameters as they stand in addresses: a page has a hundred links that differ in one of them."""
        parts = {name: encoded(name, value) for name, value in self.selection.pairs()}
        return {**parts, "sort": encoded("sort", str(self.sort) if self.sort else None)}

    def at_page(self, number: int) -> str:
        """Another page of the same."""
        return self.change(page=str(number) if number > 1 else None)

    def sorted_by(self, value: str) -> str:
        """Another order, "" for the usual one."""
        return self.change(sort=value or None)

    def toggled(self, name: str, value: str) -> str:
        """One value of a facet switched."""
        return self.change(**{name: self.selection.toggled(name, value)})


def read(request: HttpRequest, kind: str = "") -> Asked:
    """Leniently: what makes no sense is dropped, with a notice in the selection."""
    selection = parse(request.GET, facets=facets_of(kind), parameters=parameters_of(kind), strict=False)
    sorts = sorts_of(selection, kind)
    sort = next((order for order in sorts if order == request.GET.get("sort")), None)
    return Asked(kind, selection, sorts, sort, page_number(request.GET.get("page", "")))


def encoded(name: str, value: str | None) -> str:
    """One parameter of an address; "" for None."""
    return "" if value is None else urlencode({name: value}, safe=",")


def page_number(text: str) -> int:
    """A page from 1 to the deepest; anything else is the first."""
    deepest = DEEPEST_HIT // PAGE_SIZE
    return min(max(int(text), 1), deepest) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def sorts_of(selection: Selection, kind: str) -> list[Sort]:
    """Orders that make sense here, the usual one first."""
    kinds = {kind} if kind else set(selection.chosen.get("kind", ()))
    sensible = {
        Sort.CALLS: bool(kinds) and kinds <= CALL_KINDS,
        Sort.DEADLINE: not kinds or bool(kinds & CALL_KINDS),
        Sort.DATE: True,
        Sort.AMOUNT: not kinds or "policy-products" in kinds,
    }
    return list(dict.fromkeys([default_sort(selection, kind), *(order for order, fits in sensible.items() if fits)]))
