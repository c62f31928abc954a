"""Disclosures."""

from rest_framework import serializers

from api.content.forms.common import Attachment, Body, Contact, Record, Reference, Window, WithText
from api.content.forms.members import day, maybe, number, text, uuid, yes_or_no


class DisclosureEntry(serializers.Serializer):
    """One line of a list."""

    id = uuid("Permanent id.")
    name_as_printed = text("Who.")
    uscc = maybe("Unified social credit code.")
    certificate_no = maybe("Certificate.")
    valid_to = day("Valid to.")
    amount = number("In yuan.")
    note = maybe("Note.")


class DisclosureRoles(serializers.Serializer):
    """Bodies by role."""

    issuing = Body(many=True)
    competent = Body(many=True)


class Disclosure(Record):
    """A disclosure (S 7.4.2.6, W 4.2.6)."""

    disclosure_type = maybe("proposed_result, final_result, public_comment or institution.")
    act = maybe("grant, supplement, rename, cancel or confirm.")
    published_month = maybe("YYYY-MM where the source gives no day.")
    title_truncated = yes_or_no("Whether the source cut the title.")
    windows = Window(many=True)
    objection_channel = maybe("How to object.")
    roles = DisclosureRoles()
    notices = Reference(many=True)
    schemes = Reference(many=True)
    policies = Reference(many=True)
    contact = Contact(many=True)
    attachments = Attachment(many=True)


class DisclosureDetail(WithText, Disclosure):
    """A disclosure with its list."""

    entries = DisclosureEntry(many=True)
