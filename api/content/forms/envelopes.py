"""What lists are wrapped in."""

from functools import cache
from typing import Any

from rest_framework import serializers

from api.content.forms.members import maybe, text, whole


class Page(serializers.Serializer):
    """Where this page stands."""

    next_cursor = maybe("Send it as cursor for the next page; null on the last.")
    total = whole("How many records the filters keep.", null=False)


class FacetValue(serializers.Serializer):
    """A value of a facet; the filter of the same name accepts it."""

    value = text("Code, or none.")
    label = text("What people read.")
    count = whole("How many records it would keep, the facet's own selection left out.", null=False)


def facets() -> serializers.DictField:
    """Counts by facet name."""
    return serializers.DictField(child=FacetValue(many=True), help_text="Values of the facets asked for.")


@cache
def list_of(form: Any) -> Any:
    """The form of a list whose rows have `form`."""
    members = {"data": form(many=True), "page": Page(), "facets": facets()}
    return type(f"{form.__name__}List", (serializers.Serializer,), {"__doc__": "One page of a list.", **members})
