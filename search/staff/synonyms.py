"""Other wordings of a query, from the synonyms that staff keep."""

from search.staff.tuning import current


def variants(text: str) -> tuple[str, ...]:
    """At most four other wordings of the text, normalised, best first; () where no synonym applies.

    Effective at once: a change by staff is seen by the next call in every process.
    """
    return current().synonyms.variants(text) if text else ()
