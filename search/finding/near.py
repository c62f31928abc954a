"""“Did you mean”: the wording that stands in titles, filters or past searches where the typed one does not."""

from collections.abc import Iterator
from dataclasses import replace

from search.engine import Query, TitleLookup, configured_engine
from search.finding.label_suggestions import choices
from search.finding.rewording import reworded
from search.finding.titles import titled
from search.models import SynonymGroup
from search.searches import popular

MOST_SEARCHES = 200


def near(text: str, *, like: Query | None = None) -> str | None:
    """What was probably meant, if it finds something under the filters of `like`. Raises EngineUnavailable."""
    meant = reworded(text, titles_of)
    if meant is None:
        return None
    asked = replace(like or Query(), text=meant, variants=(), pinned=())
    return meant if configured_engine().totals([asked])[0] else None


def titles_of(lookup: TitleLookup) -> list[str]:
    """The titles of live records; and the other wordings, few enough to be compared one by one."""
    return [*(item.title for item in titled(lookup)), *other_wordings()]


def other_wordings() -> Iterator[str]:
    """The words of the filters, the synonyms that staff keep, and what was often searched for and found."""
    yield from (choice.label for choice in choices() if choice.offered_near)
    yield from (wording for group in SynonymGroup.objects.all() for wording in group.lines())
    yield from popular("", MOST_SEARCHES)
