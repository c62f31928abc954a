"""Rows of a list as entries of one disclosure: found again by what identifies them, added or changed in a draft."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from portal.disclosures.models import Disclosure, DisclosureEntry
from portal.importers.lines import Refused
from portal.importers.run import reason
from portal.intake.columns import ENTRIES, record_of
from portal.intake.drafts import only_owner
from portal.intake.list_runs import CHANGED, CREATED, REFUSED, UNCHANGED, Progress
from portal.intake.lists import List
from portal.pages.tree import listing_for
from portal.pages.verbs import free_slug
from portal.publication.transaction import transaction

FIELDS = ("name_as_printed", "uscc", "certificate_no", "valid_to", "amount", "note")
# 18 digits of an identity card (a company's code begins with 9 or has letters), 11 of a mobile telephone.
_PERSONAL = re.compile(r"(?<!\d)(?:[1-8]\d{5}(?:19|20)\d{9}[\dXx]|1[3-9]\d{9})(?!\d)")
TEN_THOUSAND = "万元"


class EntriesRun:
    """One go over the rows. `outcomes` is {row number: (outcome, name, reason)}."""

    def __init__(self, *, columns: dict[str, int], options: dict[str, str], user: Any, dry_run: bool) -> None:
        self.columns, self.options, self.user, self.dry_run = columns, options, user, dry_run
        self.outcomes: dict[int, tuple[str, str, str]] = {}
        self.page: Disclosure | None = None

    def go(self, found: List, progress: Progress) -> None:
        """All rows, then one draft that holds them; without a changed row none."""
        self.page = self._disclosure()
        entries = {identity(vars(entry)): entry for entry in self.page.entries.all()}
        factor = 10_000 if self._in_ten_thousands(found) else 1
        seen: set[str] = set()
        for place, row in enumerate(found.rows):
            if any(cell.strip() for cell in row):
                self._row(found.first_row + place, row, entries, seen, factor)
            if place % 100 == 0:
                progress(place, len(found.rows))
        if not self.dry_run and any(one[0] in (CREATED, CHANGED) for one in self.outcomes.values()):
            self._keep(list(entries.values()))

    def _row(
        self, number: int, row: list[str], entries: dict[str, DisclosureEntry], seen: set[str], factor: int
    ) -> None:
        try:
            facts = self._facts(row, factor)
            key = identity(facts)
            if key in seen:
                raise Refused(_("Another row has the same identifying cell."))
            seen.add(key)
            outcome = _merge(entries, key, facts)
        except (Refused, ValidationError) as error:
            self.outcomes[number] = (REFUSED, row[self.columns["name_as_printed"]][:80], reason(error))
        else:
            self.outcomes[number] = (outcome, facts["name_as_printed"], "")

    def _facts(self, row: list[str], factor: int) -> dict[str, Any]:
        found = record_of(row, self.columns, ENTRIES)
        if any(_PERSONAL.search(found.get(name, "")) for name in ("name_as_printed", "certificate_no", "note")):
            raise Refused(_("It holds an identity-card or mobile number, which may not be published."))
        amount = _amount(found["amount"], factor) if "amount" in found else None
        until = dt.date.fromisoformat(found["valid_to"]) if "valid_to" in found else None
        blank = dict.fromkeys(("uscc", "certificate_no", "note"), "")
        facts: dict[str, Any] = blank | found | {"amount": amount, "valid_to": until}
        DisclosureEntry(**facts).clean_fields(exclude=["page"])
        return facts

    def _in_ten_thousands(self, found: List) -> bool:
        index = self.columns.get("amount")
        return index is not None and TEN_THOUSAND in found.columns[index].title

    def _disclosure(self) -> Disclosure:
        """The one that was chosen, or made by an earlier run; else a new one. Raises PermissionDenied."""
        if pk := self.options.get("disclosure"):
            page: Disclosure = Disclosure.objects.get(pk=pk).get_latest_revision_as_object()
            if not page.permissions_for_user(self.user).can_edit():
                raise PermissionDenied
            return page
        return Disclosure(title=self.options["title"])

    def _keep(self, entries: list[DisclosureEntry]) -> None:
        assert self.page is not None  # noqa: S101 - go() sets it
        for order, entry in enumerate(entries):
            entry.sort_order = order
        with transaction():
            self.page.entries = entries
            if self.page.pk is None:
                self.page.live, self.page.owner, self.page.record_owner = False, self.user, only_owner(self.user)
                self.page.slug = free_slug(self.page.title, self.page.permanent_id)
                listing_for(Disclosure.kind).add_child(instance=self.page)
            self.page.save_revision(user=self.user)


def identity(facts: dict[str, Any]) -> str:
    """A certificate's number, else the company's code, else its name."""
    return str(facts.get("certificate_no") or facts.get("uscc") or facts["name_as_printed"])


def _merge(entries: dict[str, DisclosureEntry], key: str, facts: dict[str, Any]) -> str:
    known = entries.get(key)
    if known is None:
        entries[key] = DisclosureEntry(**facts)
        return CREATED
    if all(str(getattr(known, name) or "") == str(facts[name] or "") for name in FIELDS):
        return UNCHANGED
    for name in FIELDS:
        setattr(known, name, facts[name])
    return CHANGED


def _amount(text: str, factor: int) -> Decimal:
    bare = re.sub(r"[,，\s]|元$", "", text)
    ten_thousands = bare.endswith("万")
    try:
        number = Decimal(bare.removesuffix("万")) * (10_000 if ten_thousands else factor)
    except InvalidOperation:
        raise Refused(_("“%(text)s” is no amount.") % {"text": text[:40]}) from None
    return number.quantize(Decimal("0.01"))
