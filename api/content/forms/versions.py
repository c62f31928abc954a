"""What was published when."""

from rest_framework import serializers

from api.content.forms.members import anything, date_time, maybe, text, whole, yes_or_no


class Change(serializers.Serializer):
    """One changed member of the detail form; of long values what surrounds the difference."""

    field = text("Its name.")
    old = anything("Before.")
    new = anything("After.")


class VersionEntry(serializers.Serializer):
    """One version of a record."""

    n = whole("Its number.", null=False)
    type = text("The event that made it, such as policy.updated.")
    published_at = date_time("When.")
    position = text("Its position in the publication log.")
    change_note = maybe("What was said about the change.")
    significant = yes_or_no("Whether the change was called significant.")
    changed = Change(many=True, help_text="What differs from the version before; empty where either was redacted.")


class VersionList(serializers.Serializer):
    """All versions, newest first."""

    data = VersionEntry(many=True)


class Version(VersionEntry):
    """One version with its text."""

    object = anything("The detail form as published, without what the clock decides; null where it was redacted.")
