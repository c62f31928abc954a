"""Lists and counts of the plain site: one query of the ORM each."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q, QuerySet

SHELF = 6
COLUMNS = {
    "level": "level__code",
    "field": "policy_fields__code",
    "purpose": "items__purpose",
    "mode": "items__mode",
    "region": "regions__code",
    "competent": "roles__organisation_id",
    "programme_year": "programme_year",
}
STATUSES = ("open", "closing_soon", "open_ended", "upcoming", "closed")
DEADLINES = ("7", "30", "90")


def status_q(name: str, now: dt.datetime) -> Q:
    """Calls with that status at `now`."""
    soon = now + dt.timedelta(days=7)
    begun = Q(opens_at__lte=now)
    return {
        "upcoming": Q(opens_at__gt=now),
        "closed": begun & Q(closes_at__lte=now),
        "closing_soon": begun & Q(closes_at__gt=now, closes_at__lte=soon),
        "open": begun & Q(closes_at__gt=soon),
        "open_ended": begun & Q(closes_at=None),
    }[name]


def deadline_q(days: str, now: dt.datetime) -> Q:
    """Calls that close within so many days."""
    return Q(closes_at__gt=now, closes_at__lte=now + dt.timedelta(days=int(days)))


def condition(name: str, values: list[str], now: dt.datetime) -> Q:
    """One facet's choice."""
    if name in ("status", "deadline"):
        compiled = status_q if name == "status" else deadline_q
        found = Q()
        for value in values:
            found |= compiled(value, now)
        return found
    return Q(**{f"{COLUMNS[name]}__in": values})


def narrowed(calls: QuerySet, chosen: dict[str, list[str]], now: dt.datetime, without: str = "") -> QuerySet:
    """Those that fit every choice but one facet's own."""
    for name, values in chosen.items():
        if name != without:
            calls = calls.filter(condition(name, values, now))
    return calls.distinct() if len(chosen) > (without in chosen) else calls


def counts(calls: QuerySet, chosen: dict[str, list[str]], now: dt.datetime) -> dict[str, dict[str, int]]:
    """`{facet: {value: count}}`, each facet without its own choice."""
    found: dict[str, dict[str, int]] = {}
    for name, column in COLUMNS.items():
        rows = narrowed(calls, chosen, now, name).order_by()
        if name == "competent":
            rows = rows.filter(roles__role="competent")
        pairs = rows.values_list(column).annotate(Count("pk", distinct=True))
        found[name] = {str(value): count for value, count in pairs if value is not None}
    for name, words, compiled in (("status", STATUSES, status_q), ("deadline", DEADLINES, deadline_q)):
        rows = narrowed(calls, chosen, now, name).order_by()
        cases = {f"n_{word}": Count("pk", filter=compiled(word, now), distinct=True) for word in words}
        found[name] = {key.removeprefix("n_"): count for key, count in rows.aggregate(**cases).items()}
    return found


def active_q(now: dt.datetime) -> Q:
    """Where one may apply."""
    return status_q("open", now) | status_q("closing_soon", now) | status_q("open_ended", now)


def shelves(model: Any, now: dt.datetime) -> dict[str, Any]:
    """What the home page shows."""
    live = model.objects.live()
    active = live.filter(active_q(now))
    return {
        "now": now,
        "closing_soon": live.filter(status_q("closing_soon", now))
        .select_related("level")
        .order_by("closes_at")[:SHELF],
        "newly_opened": active.select_related("level").order_by("-opens_at")[:SHELF],
        "announced": live.select_related("level").order_by("-first_published_at")[:SHELF],
        "open_total": active.count(),
        "total": live.count(),
        "levels": active.order_by().values_list("level__code").annotate(Count("pk")),
        "fields": active.order_by().values_list("policy_fields__code").annotate(Count("pk", distinct=True)),
    }
