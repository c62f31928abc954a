"""What the review screen asks for, by kind: groups of fields in the order in which a clerk thinks of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.disclosures.choices import Act, DisclosureType
from portal.intake.forms.inputs import Day, Line, Moment, Names, Number, Regions, Words
from portal.intake.forms.rows import AttachmentRow, ConditionRow, ContactRow, DocumentRow, MaterialRow, Row
from portal.policies.choices import DocumentClass, InterpretationForm, ItemPurpose, Mode
from portal.taxonomy.models import Level

MakeField = Callable[..., forms.Field]


@dataclass(frozen=True)
class Group:
    """A heading over fields and rows; a name is a key of FIELDS or of ROWS."""

    heading: Promise
    names: tuple[str, ...]


def _choice(choices: Any) -> MakeField:
    def make(**given: Any) -> forms.Field:
        found = choices() if callable(choices) else choices
        return forms.ChoiceField(choices=[("", "—"), *found], **given)

    return make


def _levels() -> list[tuple[str, str]]:
    return [(level.code, str(level)) for level in Level.objects.filter(active=True)]


def _title(**given: Any) -> forms.Field:
    given["required"] = True
    return Line(max_length=255, **given)


def _line(limit: int) -> MakeField:
    return lambda **given: Line(max_length=limit, **given)


def _address(**given: Any) -> forms.Field:
    return forms.URLField(max_length=1000, assume_scheme="https", **given)


def _yes(**given: Any) -> forms.Field:
    return forms.BooleanField(**given)


FIELDS: dict[str, tuple[Promise, MakeField]] = {
    "title": (_("Title"), _title),
    "doc_number": (_("Document number"), _line(255)),
    "index_number": (_("Index number"), _line(128)),
    "document_class": (_("Document class"), _choice(DocumentClass.choices)),
    "issuing": (_("Issuing bodies, one a line"), Names),
    "receiving": (_("Receiving departments, one a line"), Names),
    "competent": (_("Competent departments, one a line"), Names),
    "issued_on": (_("Date of issue"), Day),
    "published_on": (_("Date of publication"), Day),
    "effective_from": (_("Effective from"), Day),
    "valid_to": (_("Valid to"), Day),
    "valid_text": (_("Validity in words"), _line(500)),
    "level": (_("Level"), _choice(_levels)),
    "regions": (_("Regions, one a line"), Regions),
    "subject": (_("Subject"), _line(255)),
    "source_url": (_("Address at the source"), _address),
    "programme_year": (_("Programme year"), Number),
    "batch": (_("Batch"), _line(64)),
    "opens_at": (_("Opens on"), Moment),
    "closes_at": (_("Closes on (that day included)"), lambda **given: Moment(end=True, **given)),
    "open_ended": (_("Open-ended: may be applied for at any time"), _yes),
    "time_text": (_("Time in words"), Words),
    "method": (_("How to apply"), Words),
    "apply_url": (_("Address for applying"), _address),
    "purpose": (_("Purpose"), _choice(ItemPurpose.choices)),
    "mode": (_("Mode"), _choice(Mode.choices)),
    "disclosure_type": (_("Type of disclosure"), _choice(DisclosureType.choices)),
    "act": (_("What the list does"), _choice(Act.choices)),
    "objection_channel": (_("Where to object or comment"), Words),
    "form": (_("Form of the interpretation"), _choice(InterpretationForm.choices)),
    "subjects": (_("What it explains (titles, one a line)"), Names),
}
ROWS: dict[str, tuple[Promise, Promise, type[Row]]] = {
    "conditions": (_("Conditions"), _("Add a condition"), ConditionRow),
    "materials": (_("Materials"), _("Add a material"), MaterialRow),
    "contacts": (_("Contacts"), _("Add a contact"), ContactRow),
    "attachments": (_("Attachments"), _("Add an attachment"), AttachmentRow),
    "basis": (_("Rests on these documents"), _("Add a document"), DocumentRow),
    "repeals": (_("Repeals these documents"), _("Add a document"), DocumentRow),
}
_WHERE = Group(_("Where it applies"), ("level", "regions"))
GROUPS: dict[str, tuple[Group, ...]] = {
    "policies": (
        Group(_("What it is"), ("title", "doc_number", "document_class", "issuing", "index_number", "subject")),
        Group(_("Dates"), ("issued_on", "published_on", "effective_from", "valid_to", "valid_text")),
        _WHERE,
        Group(_("Other documents"), ("basis", "repeals")),
        Group(_("Attachments and source"), ("attachments", "source_url")),
    ),
    "notices": (
        Group(_("What it is"), ("title", "doc_number", "issuing", "programme_year", "batch")),
        Group(_("When"), ("opens_at", "closes_at", "open_ended", "time_text")),
        Group(_("Who may apply"), ("conditions",)),
        Group(_("How to apply"), ("method", "apply_url", "purpose", "mode")),
        Group(_("What to hand in"), ("materials",)),
        Group(_("Who accepts it and answers questions"), ("receiving", "contacts")),
        Group(_("Where it applies"), ("level", "regions", "issued_on", "published_on")),
        Group(_("Attachments"), ("attachments",)),
    ),
    "disclosures": (
        Group(_("What it is"), ("title", "disclosure_type", "act", "issuing", "published_on")),
        Group(_("When one may object or comment"), ("opens_at", "closes_at", "time_text", "objection_channel")),
        _WHERE,
        Group(_("Contacts and attachments"), ("contacts", "attachments")),
    ),
    "interpretations": (
        Group(_("What it is"), ("title", "form", "subjects", "published_on")),
        _WHERE,
        Group(_("Attachments"), ("attachments",)),
    ),
}
