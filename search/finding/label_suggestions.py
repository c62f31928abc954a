"""Choices of the filters offered while people type: fields, levels, kinds, regions and more."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override

from portal.publication.models import PublishedItem
from search.filters.facets import FACETS
from search.text.chinese import compact, is_chinese
from search.text.pinyin import spelt, syllables

# Where a choice has a list of its own; the portal's search shows the others.
LISTS = {
    "kind": "/{value}/",
    "status": "/notices/",
    "category": "/policy-products/",
    "support_form": "/policy-products/",
    "mode": "/policy-products/",
    "disclosure_type": "/disclosures/",
    "document_class": "/policies/",
}
OFFERED = ("kind", "field", "level", "status", "support_form", "category", "mode", "document_class",
           "disclosure_type", "size", "industry", "region")  # fmt: skip
KEPT_SECONDS = 30
NOWHERE = -1


@dataclass(frozen=True)
class Choice:
    """A choice of a facet; `key` is the label as it is compared, `heard` its syllables."""

    facet: str
    value: str
    label: str
    key: str
    heard: tuple[str, ...]

    @property
    def name(self) -> str:
        """Facet and choice in words."""
        return f"{FACETS[self.facet].label}: {self.label}"

    @property
    def url(self) -> str:
        """The list that the choice narrows, without the language's prefix."""
        path = LISTS.get(self.facet, "/search/").format(value=self.value)
        return path if self.facet == "kind" else f"{path}?{urlencode({self.facet: self.value})}"

    @property
    def offered_near(self) -> bool:
        """Whether the label is a wording people may have meant; of regions there are too many alike."""
        return self.facet != "region"

    def place(self, key: str, letters: str) -> int:
        """Where in the label the typed words stand or are spelt; one letter says too little, a region begins so."""
        place = self.key.find(key) if len(key) > 1 or is_chinese(key) else NOWHERE
        if place == NOWHERE and len(letters) > 1:
            place = next((start for start, _end in spelt(letters, self.heard)), NOWHERE)
        return NOWHERE if place > 0 and self.facet == "region" else place

    def finds_something(self, within: Q | None = None) -> bool:
        """Whether a live record, of those of a site's fixed filter, has this very choice now."""
        chosen = FACETS[self.facet].q([self.value], timezone.now(), exact=True)
        return PublishedItem.objects.filter(chosen, within or Q(), live=True).exists()


def choices() -> tuple[Choice, ...]:
    """Every choice in the active language; a new label may take KEPT_SECONDS to be known."""
    return _choices(get_language() or "", int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=4)
def _choices(language: str, _period: int) -> tuple[Choice, ...]:
    with override(language):
        return tuple(_read())


def _read() -> Iterator[Choice]:
    for name in OFFERED:
        for value in FACETS[name].values.all():
            label = FACETS[name].labels([value])[value]
            key = compact(label)
            yield Choice(name, value, label, key, () if key.isascii() else syllables(key))


def matching(key: str, letters: str, limit: int, within: Q | None = None) -> list[Choice]:
    """The choices that hold the words or are spelt by the letters, and find something; nearest to their start first."""
    placed = [(place, choice) for choice in choices() if (place := choice.place(key, letters)) != NOWHERE]
    found: list[Choice] = []
    # Looking whether a choice finds something costs a query: of a common word only the first are tried.
    for _place, choice in sorted(placed, key=lambda pair: pair[0])[: 3 * limit]:
        if len(found) < limit and choice.finds_something(within):
            found.append(choice)
    return found
