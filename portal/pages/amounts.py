"""What a record says one can get, in whole yuan, and the steps in which amounts are counted."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

# Code → the highest amount that belongs to the step (以下 includes it); what is above the last is OVER.
STEPS = {
    "up_to_100k": 100_000,
    "up_to_500k": 500_000,
    "up_to_1m": 1_000_000,
    "up_to_5m": 5_000_000,
    "up_to_10m": 10_000_000,
}
OVER = "over_10m"


def stated_amount(form: Mapping[str, Any]) -> int:
    """The most one can get by a detail or list form; the least where only that is stated; 0 where neither is."""
    amount = form.get("amount") or {}
    return int(amount.get("max") or amount.get("min") or 0)


def amount_step(form: Mapping[str, Any]) -> str | None:
    """The step of the stated amount; None where nothing is stated."""
    amount = stated_amount(form)
    return next((code for code, highest in STEPS.items() if amount <= highest), OVER) if amount > 0 else None


def yuan(value: float) -> str:
    """Money in words, in ten thousands where that is exact."""
    if value and value % 1000 == 0 and value >= 10_000:
        return _("%(number)s ten thousand yuan") % {"number": f"{value / 10_000:,g}"}
    return _("%(number)s yuan") % {"number": f"{value:,.2f}".removesuffix(".00")}


def in_words(stated: Mapping[str, Any]) -> str:
    """An amount given as numbers ({min, max, rate}) in words; "" where none is stated."""
    parts = []
    if stated.get("max") is not None:
        parts.append(_("at most %(sum)s") % {"sum": yuan(stated["max"])})
    elif stated.get("min") is not None:
        parts.append(_("at least %(sum)s") % {"sum": yuan(stated["min"])})
    if stated.get("rate") is not None:
        parts.append(_("%(percent)s of the cost") % {"percent": f"{stated['rate'] * 100:g}%"})
    return _(", ").join(parts)
