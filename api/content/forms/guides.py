"""Service guides."""

from rest_framework import serializers

from api.content.forms.common import (
    Attachment,
    Body,
    Condition,
    Duration,
    Material,
    ReceivingBody,
    Record,
    Reference,
    WithText,
)
from api.content.forms.members import maybe, text, texts, whole, yes_or_no


class GuideAudience(serializers.Serializer):
    """办理对象."""

    subject = texts("natural_person, enterprise, institution …")
    text = maybe("As printed.")


class GuideRoles(serializers.Serializer):
    """Bodies by role."""

    competent = Body(many=True)
    receiving = ReceivingBody(many=True)


class GuideBasis(Reference):
    """A document that the service rests on."""

    doc_number = maybe("Its number as printed.")


class Guide(Record):
    """A service guide (S 8.2.2)."""

    service_code = maybe("Code in the government service list.")
    service_kind = maybe("事项类型.")
    catalogue_name = maybe("Name in the catalogue.")
    audience = GuideAudience()
    themes = texts("主题.")
    roles = GuideRoles()
    conditions_text = maybe("Conditions in words.")
    conditions = Condition(many=True)
    materials = Material(many=True)
    legal_time_limit = Duration(allow_null=True)
    promised_time_limit = Duration(allow_null=True)
    visits = whole("How often one must come.")
    fee = text("What it costs, in words.", null=True, required=False)
    place = maybe("Where.")
    hours = text("When the counter is open.", null=True, required=False)
    consult_phone = maybe("Telephone for questions.")
    complaint_phone = maybe("Telephone for complaints.")
    platform = maybe("System in which one applies.")
    online_booking = yes_or_no("Whether a visit can be booked.", null=True)
    courier = yes_or_no("Whether results come by courier.", null=True)
    apply_url = maybe("Where to apply.")
    policies = GuideBasis(many=True, required=False, help_text="设定依据.")
    attachments = Attachment(many=True)


class GuideDetail(WithText, Guide):
    """A guide with its steps."""
