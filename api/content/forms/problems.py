"""Errors: RFC 9457 problem details, and the tombstone of a withdrawn record."""

from rest_framework import serializers

from api.content.forms.members import date_time, text, uuid


class ParameterFault(serializers.Serializer):
    """One refused parameter."""

    param = text("Its name as sent.")
    reason = text("Why it was refused.")


class Problem(serializers.Serializer):
    """A problem (RFC 9457)."""

    type = text("Address of the page that explains this kind of problem.")
    title = text("The kind of problem in words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = text("What is wrong with this request.")
    instance = text("The path asked for.")
    errors = ParameterFault(many=True, required=False, help_text="Every refused parameter.")


class Tombstone(serializers.Serializer):
    """What remains of a withdrawn record; its id is never given to another one."""

    type = text("/problems/gone")
    title = text("The record's title; null where it was issued in error or is no longer public.", null=True)
    status = serializers.IntegerField(help_text="410")
    id = uuid("The record's permanent id.")
    kind = text("Its collection.")
    reason = text("merged, replaced, issued_in_error, not_public, retention_over or unspecified.")
    successor = uuid("The record that took its place.", null=True)
    withdrawn_at = date_time("When it was withdrawn.")
