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
from search.filters.scope import scope_of
from search.results.fields import grammatical
from search.results.months import Month
from search.results.places import resolved

PAGE_SIZE = 20
# How a list of calls can be looked at besides row by row.
CALENDAR, TIMELINE = "calendar", "timeline"
VIEWS: dict[str, tuple[str, ...]] = {"notices": (CALENDAR, TIMELINE)}


@dataclass(frozen=True)
class Asked:
    """`kind` is "" for search over every kind; `sort` is None where nobody chose an order.

    `view` is "" for rows; `month` is that of a calendar, None for the present one.
    """

    kind: str
    selection: Selection
    sorts: list[Sort]
    sort: Sort | None
    page: int
    view: str = ""
    month: Month | None = None
    regions_meant: tuple[str, ...] = ()

    @property
    def words_alone(self) -> bool:
        """Whether it is the first page of a search for words and nothing else: that is what is counted."""
        narrowed = self.selection.within or any(name != "q" for name, _value in self.selection.pairs())
        return bool(self.selection.text) and not (narrowed or self.kind or self.sort) and self.page == 1

    def change(self, **changes: str | None) -> str:
        """The address with parameters replaced, None removes one; every change begins again at page 1."""
        parts = {**self._parts, **{name: encoded(name, value) for name, value in changes.items()}}
        return "?" + "&".join(part for part in parts.values() if part)

    @cached_property
    def _parts(self) -> dict[str, str]:
        """The parameters as they stand in addresses: a page has a hundred links that differ in one of them."""
        parts = {name: encoded(name, value) for name, value in self.selection.pairs()}
        shown = {"view": self.view or None, "month": str(self.month) if self.month else None}
        return {
            **parts,
            "sort": encoded("sort", str(self.sort) if self.sort else None),
            **{name: encoded(name, value) for name, value in shown.items()},
        }

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
    given, unread = grammatical(request.GET)
    given, meant, unplaced = resolved(given)
    selection = parse(given, facets=facets_of(kind), parameters=parameters_of(kind), strict=False)
    selection.within = scope_of(request)
    selection.notices += [*unread, *unplaced]
    sorts = sorts_of(selection, kind)
    sort = next((order for order in sorts if order == given.get("sort")), None)
    view = given.get("view", "") if given.get("view") in VIEWS.get(kind, ()) else ""
    month = Month.read(given.get("month", "")) if view else None
    return Asked(kind, selection, sorts, sort, page_number(given.get("page", "")), view, month, tuple(meant))


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
