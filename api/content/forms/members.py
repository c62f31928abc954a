"""Short names for the members of the forms. Almost everything is nullable: a third of real documents lack it."""

from rest_framework import serializers


def text(description: str, null: bool = False, required: bool = True) -> serializers.CharField:
    """Text, codes and addresses; enumerations are open, new codes may come."""
    return serializers.CharField(help_text=description, allow_null=null, required=required)


def maybe(description: str) -> serializers.CharField:
    """Text or null."""
    return text(description, null=True)


def texts(description: str, required: bool = True) -> serializers.ListField:
    """A list of texts or codes, empty where nothing is stated."""
    return serializers.ListField(child=serializers.CharField(), help_text=description, required=required)


def uuid(description: str, null: bool = False) -> serializers.UUIDField:
    """A permanent id."""
    return serializers.UUIDField(help_text=description, allow_null=null)


def day(description: str, null: bool = True) -> serializers.DateField:
    """A date-only fact."""
    return serializers.DateField(help_text=description, allow_null=null)


def date_time(description: str, null: bool = False) -> serializers.DateTimeField:
    """An instant, RFC 3339 with offset."""
    return serializers.DateTimeField(help_text=description, allow_null=null)


def whole(description: str, null: bool = True) -> serializers.IntegerField:
    """A whole number."""
    return serializers.IntegerField(help_text=description, allow_null=null)


def number(description: str, null: bool = True) -> serializers.FloatField:
    """A number."""
    return serializers.FloatField(help_text=description, allow_null=null)


def yes_or_no(description: str, null: bool = False) -> serializers.BooleanField:
    """A truth value; null means not judged."""
    return serializers.BooleanField(help_text=description, allow_null=null)


def anything(description: str) -> serializers.JSONField:
    """JSON whose form is not fixed yet, null too: its schema is empty, which allows everything."""
    return serializers.JSONField(help_text=description)
