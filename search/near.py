"""“Did you mean”: the wording that stands in titles, filters or past searches where the typed one does not."""

from dataclasses import replace

from search.engine import Query, TitleLookup, configured_engine
from search.label_suggestions import choices
from search.rewording import reworded
from search.titles import titled


def near(text: str, *, like: Query | None = None) -> str | None:
    """What was probably meant, if it finds something under the filters of `like`. Raises EngineUnavailable."""
    meant = reworded(text, titles_of)
    if meant is None or not configured_engine().totals([replace(like or Query(), text=meant)])[0]:
        return None
    return meant


def titles_of(lookup: TitleLookup) -> list[str]:
    """The titles of live records, and the words of the filters, which cost nothing to compare."""
    return [*(item.title for item in titled(lookup)), *(choice.label for choice in choices() if choice.offered_near)]
