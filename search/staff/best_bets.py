"""Records that staff put first for a query."""

from django.utils import timezone

from portal.publication.models import PublishedItem
from search.models import MOST_PINNED
from search.staff.tuning import current
from search.text.chinese import compact


def pinned(text: str) -> tuple[str, ...]:
    """Permanent ids of at most three live records in their order, where the whole compact text has best bets today."""
    bets = current().best_bets.get(compact(text), ()) if text else ()
    today = timezone.localdate()
    ids = list(dict.fromkeys(bet.record_id for bet in bets if bet.is_current(today)))
    if not ids:
        return ()
    # A withdrawn record would take the place of one that can be shown.
    live = set(PublishedItem.objects.filter(pk__in=ids, live=True).values_list("pk", flat=True))
    return tuple(str(pk) for pk in ids if pk in live)[:MOST_PINNED]
