"""What the intake's templates say of uploads, candidates and blocks."""

from typing import Any

from django import template
from django.forms import BoundField, ChoiceField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.intake.document import Document
from portal.intake.forms.inputs import Moment
from portal.intake.kinds import label_of
from portal.intake.models import Upload
from portal.intake.views.uploads import address_of, has_failed

register = template.Library()
register.filter("address", address_of)
register.filter("failed", has_failed)
register.filter("kind_label", label_of)


@register.filter
def place_in(evidence: str, document: Document | None) -> str:
    """The anchor of the passage in the document; "" where it is not found."""
    return document.where(evidence) if document and evidence else ""


@register.filter
def shown_in(value: Any, field: BoundField | None) -> str:
    """A candidate's value as people read it: the choice's label, the day and time."""
    if field is not None and isinstance(field.field, ChoiceField):
        labels: dict[Any, Any] = dict(list(field.field.choices))  # type: ignore[arg-type]
        return str(labels.get(value, value))
    if field is not None and isinstance(field.field, Moment):
        return " ".join(typed_in(value, field).split("|")).strip()
    return str(value)


@register.filter
def typed_in(value: Any, field: BoundField | None) -> str:
    """A candidate's value as it is typed into the field; day and time apart by |."""
    if field is not None and isinstance(field.field, Moment):
        day, time = field.field.widget.decompress(value)
        return f"{day or ''}|{time.strftime('%H:%M') if time else ''}"
    return str(value)


@register.filter
def picture_of(key: str, upload: Upload) -> str:
    """The address of a picture kept in the file."""
    return f"{reverse('intake_picture', args=[upload.pk])}?key={list(upload.reading['pictures']).index(key)}"


@register.filter
def counted(kind: str, many: int) -> str:
    """「3 clauses」."""
    words = {
        "heading": ngettext("%(many)s heading", "%(many)s headings", many),
        "clause": ngettext("%(many)s clause", "%(many)s clauses", many),
        "table": ngettext("%(many)s table", "%(many)s tables", many),
        "picture": ngettext("%(many)s picture", "%(many)s pictures", many),
        "rows": ngettext("%(many)s row of the list", "%(many)s rows of the list", many),
    }
    return words.get(kind, _("%(many)s parts")) % {"many": many}
