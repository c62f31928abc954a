"""In which order results come when nobody chose one."""

from search.engine import Sort
from search.filters.facets import ACTIVE
from search.filters.grammar import Selection

# What one can act on comes first; what is in none of the groups (closed, no window) last.
STATUS_ORDER = (ACTIVE, ("upcoming",), ("suspended",), ("unannounced",))
CALL_KINDS = frozenset({"notices", "activities"})


def default_sort(selection: Selection, kind: str = "") -> Sort:
    """Words: relevance; calls and activities: what one can act on; everything else: the latest."""
    if selection.text:
        return Sort.RELEVANCE
    kinds = {kind} if kind else set(selection.chosen.get("kind", ()))
    return Sort.CALLS if kinds and kinds <= CALL_KINDS else Sort.DATE
