"""The status function compiled to database filters over the tabulated spans."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from portal.publication.models import PublishedSpan


def status_q(values: Iterable[str], at: dt.datetime) -> Q:
    """Records (PublishedItem) whose status at `at` is one of `values`; "none" is that without windows."""
    return _axis_q("status", values, at)


def validity_q(values: Iterable[str], at: dt.datetime) -> Q:
    """Records whose validity at `at` is one of `values`; "none" matches those without any, too."""
    wanted = list(values)
    found = _axis_q("validity", wanted, at)
    if "none" not in wanted:
        return found
    return found | ~Q(pk__in=PublishedSpan.objects.filter(axis="validity").values("item_id"))


def _axis_q(axis: str, values: Iterable[str], at: dt.datetime) -> Q:
    spans = PublishedSpan.objects.filter(axis=axis, value__in=list(values), starts_at__lte=at, ends_at__gt=at)
    return Q(pk__in=spans.values("item_id"))
