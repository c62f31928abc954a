"""Codes and names of a record turned into the rows they stand for, each read once per run."""

from functools import cached_property
from typing import Any

from django.db import transaction

from portal.policies.models import PolicyDocument
from portal.policies.numbers import normal_form
from portal.taxonomy.models import Organisation
from portal.taxonomy.names import normalise
from portal.taxonomy.organisations import find_or_create_by_name
from portal.taxonomy.schemes import SCHEMES

# Shorter titles (「实施意见」) are found inside many others.
SHORTEST_TITLE = 8


class Lookups:
    """Caches of one import run; bodies that are not yet known are made."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, str], Any] = {}
        self._bodies: dict[str, Organisation] = {}

    def term(self, scheme: str, code: str | None) -> Any:
        """The term of a code, None for None and for a code that the vocabulary does not have."""
        if not code:
            return None
        if (scheme, code) not in self._terms:
            self._terms[scheme, code] = SCHEMES[scheme].objects.filter(code=code).first()
        return self._terms[scheme, code]

    def terms(self, scheme: str, codes: list[str]) -> list[Any]:
        """The terms of several codes, unknown ones left out."""
        return [term for code in codes if (term := self.term(scheme, code))]

    def body(self, name: str, uscc: str | None = None) -> Organisation:
        """The organisation of that name (or code); made when there is none, whatever becomes of the record."""
        key = normalise(name)
        if key not in self._bodies:
            with transaction.atomic():
                self._bodies[key] = find_or_create_by_name(name, uscc)
        return self._bodies[key]

    @cached_property
    def _documents(self) -> dict[str, list[int]]:
        known: dict[str, list[int]] = {}
        rows = PolicyDocument.objects.live().exclude(doc_number_normal="").values_list("doc_number_normal", "pk")
        for number, pk in rows:
            known.setdefault(number, []).append(pk)
        return known

    def document(self, number: str) -> PolicyDocument | None:
        """The one live document of that number as known when the run began; None when there are none or several."""
        found = self._documents.get(normal_form(number), [])
        return PolicyDocument.objects.get(pk=found[0]) if len(found) == 1 else None

    def document_titled(self, title: str) -> PolicyDocument | None:
        """The one live document whose title holds this one; None when there are none or several, or it is too short."""
        if len(title) < SHORTEST_TITLE:
            return None
        found = PolicyDocument.objects.live().filter(title__contains=title)[:2]
        return found[0] if len(found) == 1 else None
