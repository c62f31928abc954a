"""Activities."""

from rest_framework import serializers

from api.content.forms.common import Attachment, Body, Contact, ReceivingBody, Record, Reference, Window, WithText
from api.content.forms.members import date_time, maybe, whole


class ActivityRoles(serializers.Serializer):
    """Bodies by role."""

    competent = Body(many=True)
    receiving = ReceivingBody(many=True)


class Activity(Record):
    """An activity; its status is that of the registration, or cancelled."""

    starts_at = date_time("Beginning.", null=True)
    ends_at = date_time("End.", null=True)
    place = maybe("Where.")
    online_url = maybe("Where online.")
    capacity = whole("How many may come.")
    cancelled_at = date_time("When it was cancelled.", null=True)
    cancel_reason = maybe("Why.")
    windows = Window(many=True)
    roles = ActivityRoles()
    policies = Reference(many=True)
    schemes = Reference(many=True)
    contact = Contact(many=True)
    attachments = Attachment(many=True)


class ActivityDetail(WithText, Activity):
    """An activity with its programme."""
