"""Calls for application."""

from rest_framework import serializers

from api.content.forms.common import (
    STATUS,
    Attachment,
    Body,
    Condition,
    Contact,
    Duration,
    Material,
    ReceivingBody,
    Record,
    RecordReference,
    Reference,
    Window,
    WithText,
)
from api.content.forms.members import date_time, maybe, text, uuid, whole


class CallItem(serializers.Serializer):
    """What one applies for in one round (S 7.4.1.2)."""

    id = uuid("Permanent id.")
    name = text("Name.")
    scheme = Reference(allow_null=True)
    purpose = text("survey, upstream_record, application or claim.")
    mode = maybe("apply, instant or automatic.")
    status = text(STATUS)
    opens_at = date_time("Effective opening.", null=True)
    closes_at = date_time("Effective closing, exclusive.", null=True)
    windows = Window(many=True)


class NoticeRoles(serializers.Serializer):
    """Bodies by role."""

    competent = Body(many=True)
    receiving = ReceivingBody(many=True)
    authorising = Body(many=True)


class Notice(Record):
    """A call for application (S 7.4.1.1)."""

    doc_number = maybe("文号 as printed.")
    programme_year = whole("申报年度.")
    batch = maybe("批次.")
    series = maybe("Links to last year's call.")
    previous = Reference(allow_null=True, help_text="Last year's call.")
    pays = Reference(allow_null=True, help_text="The call whose grants this one pays.")
    items = CallItem(many=True)
    conditions_text = maybe("Conditions in words.")
    conditions = Condition(many=True)
    time_text = maybe("Time in words.")
    method = maybe("How to apply.")
    apply_url = maybe("Where to apply.")
    data_basis = maybe("Where nobody applies: from which records it is decided who benefits.")
    list_publicity = maybe("Where nobody applies: where and how long the list of those who benefit is made public.")
    fulfilment_time_limit = Duration(allow_null=True, help_text="Within what time it is paid out.")
    materials = Material(many=True)
    roles = NoticeRoles()
    contact = Contact(many=True)
    attachments = Attachment(many=True)


class NoticeDetail(WithText, Notice):
    """A call with its text and its results."""

    disclosures = RecordReference(many=True, help_text="Results and other disclosures that concern it.")
