"""Counts of records."""

from rest_framework import serializers

from api.content.forms.members import text, whole


class Count(serializers.Serializer):
    """One value; the filter of the dimension's name accepts it, a month by issued_from and issued_to."""

    value = text("Code, YYYY-MM of a month, or none.")
    label = text("What people read.")
    count = whole("How many records have it.", null=False)


class FiguresAnswer(serializers.Serializer):
    """How many records the filters keep, and how they divide."""

    total = whole("How many records the filters keep.", null=False)
    figures = serializers.DictField(
        child=Count(many=True), help_text="Counts by dimension; known codes also at 0, every filter applied."
    )
