"""Hits of the search over every kind."""

from rest_framework import serializers

from api.content.forms.common import Record
from api.content.forms.envelopes import facets
from api.content.forms.members import maybe, number, whole, yes_or_no


class Highlight(serializers.Serializer):
    """Where the words stand: escaped HTML with <mark>."""

    title = maybe("The title.")
    text = maybe("The passage with the most of the words.")


class Hit(Record):
    """The list form of a record of any kind (only what all kinds have is described here)."""

    score = number("Relevance; 0 in other orders.", null=False)
    highlight = Highlight(allow_null=True, help_text="Null unless highlight=true and q are given.")


class NumberedPage(serializers.Serializer):
    """Where this page stands."""

    number = whole("1 is the first.", null=False)
    total = whole("How many records were found.", null=False)


class SearchAnswer(serializers.Serializer):
    """One page of hits."""

    data = Hit(many=True)
    page = NumberedPage()
    facets = facets()
    degraded = yes_or_no("Whether the database answered because the engine could not: title, number, summary only.")
