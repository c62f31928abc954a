"""What records of the policy chain need before the public reads them (S 6.1, 6.1.6, 7.4.1)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.pages.choices import RoleName
from portal.pages.missing import Missing, filled, has_contact, has_role, lacking
from portal.policies.choices import InterpretationForm, ItemPurpose, Mode

if TYPE_CHECKING:
    from portal.policies.models import (
        ApplicationNotice,
        CallItem,
        Compilation,
        Interpretation,
        PolicyDocument,
        PolicyProduct,
        Scheme,
    )


def document_requirements(page: "PolicyDocument") -> Iterator[Missing]:
    """Who issued it, a date, a text. A third of real documents have no number: it is asked for, not demanded."""
    if not has_role(page, RoleName.ISSUING):
        yield lacking("roles", _("Name the issuing body."))
    if not (page.issued_on or page.published_on):
        yield Missing("issued_on", _("Give the date of issue or of publication."), "issued_on")
    if not (page.body or page.attachments.all()):
        yield lacking("body", _("Give the text, or attach the document."))


def notice_requirements(page: "ApplicationNotice") -> Iterator[Missing]:
    """S 7.4.1.1: conditions, time, method, materials, accepting body, contact; another list where nobody applies."""
    items = list(page.items.all())
    if not items:
        yield lacking("items", _("Name at least one item that one applies for."))
    if items and all(item.mode == Mode.AUTOMATIC for item in items):
        yield from _automatic(page)
    else:
        yield from _on_application(page, items)
    if not has_contact(page):
        yield lacking("contacts", _("Say whom to ask: a contact with telephone or address."))


def _automatic(page: "ApplicationNotice") -> Iterator[Missing]:
    if not filled(page.data_basis):
        yield lacking("data_basis", _("Say from which records it is decided who benefits."))
    if not filled(page.list_publicity):
        yield lacking("list_publicity", _("Say where and how long the list is made public."))
    if not (page.fulfilment_value and page.fulfilment_unit):
        yield lacking("fulfilment_value", _("Say within what time it is paid out."))


def _on_application(page: "ApplicationNotice", items: list["CallItem"]) -> Iterator[Missing]:
    if not (page.conditions.all() or filled(page.conditions_text)):
        yield lacking("conditions", _("Give the conditions, one by one or in words."))
    for item in items:
        if item.mode != Mode.AUTOMATIC and not has_time(item):
            words = _("Give the time of “%(item)s”: a window with dates, or in words.")
            yield lacking("items", words % {"item": item.name})
    if not filled(page.method, page.apply_url):
        yield lacking("method", _("Say how one applies."))
    if not (page.materials.all() or any(block.block_type == "materials" for block in page.body)):
        yield lacking("materials", _("List the materials to hand in."))
    if not has_role(page, RoleName.RECEIVING):
        yield lacking("roles", _("Name the receiving department."))


def has_time(item: "CallItem") -> bool:
    """A window with dates, open-ended, or in words; what is done elsewhere has its time there."""
    if item.purpose == ItemPurpose.UPSTREAM_RECORD:
        return True
    windows = item.windows.all()
    return any(window.closes_at or window.open_ended or filled(window.text) for window in windows)


def scheme_requirements(page: "Scheme") -> Iterator[Missing]:
    """S 6.1.2, 6.1.4: cut out of a clause; its departments, or why none are named."""
    if not any(row.document_id and row.clause_id for row in page.bases.all()):
        yield lacking("bases", _("Name at least one clause of a document on which the scheme rests."))
    if not (has_role(page, RoleName.COMPETENT, RoleName.RECEIVING) or filled(page.no_roles_reason)):
        yield lacking("roles", _("Name the competent or receiving department, or say why none is named."))


def product_requirements(page: "PolicyProduct") -> Iterator[Missing]:
    """Something in the package."""
    if not page.members.all():
        yield lacking("members", _("Put at least one scheme into the product."))


def interpretation_requirements(page: "Interpretation") -> Iterator[Missing]:
    """S 6.1.6: what it explains, and words for those who cannot see or hear."""
    subjects = page.subjects.all()
    if not any(row.document_id or row.scheme_id or row.product_id or filled(row.printed_title) for row in subjects):
        yield lacking("subjects", _("Say which document, scheme or product it explains."))
    yield from _explanation(page)


def _explanation(page: "Interpretation") -> Iterator[Missing]:
    words = filled(page.text_alternative)
    if page.form == InterpretationForm.GRAPHIC:
        if not (page.graphic or page.picture_id or page.media_url):
            yield lacking("graphic", _("Compose the graphic, or choose a finished one."))
        elif not (page.graphic or words):
            yield lacking("text_alternative", _("Say in words everything that the graphic says."))
    elif page.form == InterpretationForm.VIDEO:
        if not (page.video_id or page.media_url):
            yield lacking("video", _("Choose the video, or give its address."))
        if not words:
            yield lacking("text_alternative", _("Give the transcript of the video."))
    elif page.form == InterpretationForm.QA and not page.questions:
        yield lacking("questions", _("Give at least one question with its answer."))
    elif page.form == InterpretationForm.TEXT and not (page.body or page.attachments.all()):
        yield lacking("body", _("Give the text."))


def compilation_requirements(page: "Compilation") -> Iterator[Missing]:
    """Something in it."""
    if not page.entries.all():
        yield lacking("entries", _("Put at least one entry into the compilation."))
