"""What the parts of a selection are called: on chips, in advice."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.filters.facets import FACETS
from search.filters.grammar import Selection

PARAMETER_LABELS = {
    "as_of": _("as at"),
    "scope": _("scope of regions"),
    "issued_from": _("issued from"),
    "issued_to": _("issued until"),
    "updated_after": _("changed after"),
    "closes_before": _("closes before"),
    "opens_after": _("opens after"),
    # Translators: 支持额度不低于（元）
    "amount_from": _("at least, in yuan"),
    # Translators: 支持额度不高于（元）
    "amount_to": _("at most, in yuan"),
    "doc_number": _("document number"),
    "from": _("from"),
    "to": _("until"),
}


def words_in_quotes(text: str) -> str:
    """What was looked for, as quoted."""
    return f"“{text}”"


def facet_words(name: str, values: Iterable[str], *, excluded: bool = False) -> str:
    """A facet and the values chosen, or those excluded."""
    labels = gettext(", ").join(FACETS[name].labels(values).values())
    words = gettext("without %(values)s") % {"values": labels} if excluded else labels
    return f"{FACETS[name].label}: {words}"


def parameter_words(name: str, selection: Selection) -> str:
    """A typed parameter and its value."""
    return f"{PARAMETER_LABELS[name]}: {selection.parameters[name].write(selection.values[name])}"
