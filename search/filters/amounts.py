"""The stated amount as the database has it: that of `portal.pages.amounts.stated_amount`, in the list form."""

from django.db.models import BigIntegerField, FloatField, Q
from django.db.models.expressions import Expression
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Floor, NullIf
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

LARGEST_AMOUNT = 10**12


def amount_column() -> Expression:
    """Whole yuan of a PublishedItem; null where nothing is stated."""
    most, least = (NullIf(Cast(KT(f"listing__amount__{member}"), FloatField()), 0.0) for member in ("max", "min"))
    return Cast(Floor(Coalesce(most, least)), BigIntegerField())


def at_least(amount: int) -> Q:
    """Records by which one can get so much or more."""
    return Q(GreaterThanOrEqual(amount_column(), max(1, amount)))


def at_most(amount: int) -> Q:
    """Records by which one can get no more than that; nothing stated is no amount."""
    return at_least(1) & Q(LessThanOrEqual(amount_column(), amount))
