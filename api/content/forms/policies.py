"""Policy documents."""

from rest_framework import serializers

from api.content.forms.common import Attachment, Body, Record, RecordReference, WithText
from api.content.forms.members import day, maybe, text, texts, uuid, yes_or_no


class DocumentReference(serializers.Serializer):
    """Another document; id and url are null where only its number or title is known."""

    id = uuid("Permanent id.", null=True)
    doc_number = maybe("Number as printed.")
    title = maybe("Title.")
    url = maybe("Page.")


class DocumentRoles(serializers.Serializer):
    """Bodies in the order in which they are printed."""

    issuing = Body(many=True)
    interpreting = Body(many=True)


class Clause(serializers.Serializer):
    """A clause with its permanent id."""

    id = uuid("Permanent id.")
    label = maybe("Number as printed.")
    text = text("Text.")


class Policy(Record):
    """A policy document (S 6.1.1)."""

    doc_number = maybe("文号 as printed.")
    index_number = maybe("索引号.")
    document_class = maybe("law, regulation, rule, normative, notice or other.")
    preferential = yes_or_no("Whether it benefits enterprises; null until judged.", null=True)
    roles = DocumentRoles()
    subject = maybe("主题分类.")
    keywords = texts("主题词.")
    issued_on = day("成文日期.")
    effective_from = day("施行日期.")
    valid_to = day("The last day on which it is valid.")
    valid_text = maybe("Validity as printed.")
    validity = maybe("not_yet, in_force, partly, amended, repealed or expired, as at as_of; null: not stated.")
    basis = DocumentReference(many=True)
    implements = DocumentReference(many=True)
    amends = DocumentReference(many=True)
    repeals = DocumentReference(many=True)
    supersedes = DocumentReference(many=True)
    superseded_by = DocumentReference(many=True)
    attachments = Attachment(many=True)


class PolicyDetail(WithText, Policy):
    """A policy document with its text and what rests on it."""

    clauses = Clause(many=True)
    interpretations = RecordReference(many=True, help_text="Interpretations of it.")
    policy_products = RecordReference(many=True, help_text="Schemes that rest on it.")
