"""What a record may lack, said to editors; and what every record needs, whatever its kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from portal.pages.choices import RoleName, Visibility

PLACE_PHONE = ("phone", "address")


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a record from being published.

    `field` is the field or relation it belongs to ("" for none), `text` says in the reader's language what to do,
    `anchor` is the content path of the place in the editor to which a link leads ("" for none).
    """

    field: str
    text: str
    anchor: str = ""


def lacking(field: str, text: str) -> Missing:
    """Something to be filled in at its own field."""
    return Missing(field, text, field)


def common_requirements(page: Any) -> Iterator[Missing]:
    """公开属性 stated, an owner, and an alternative for every picture in a text."""
    if page.visibility not in Visibility.values:
        yield lacking("visibility", _("Choose the visibility: public, directed or internal."))
    if page.record_owner_id is None:
        yield lacking("record_owner", _("Say which department owns the record."))
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and any(map(lacks_alternative, pictures(getattr(page, field.name)))):
            yield lacking(field.name, _("Describe every picture in the text in words, or mark it as decorative."))


def pictures(value: Any) -> Iterator[Any]:
    """Every picture anywhere in a block's value that carries an alternative of its own."""
    if hasattr(value, "contextual_alt_text"):
        yield value
        return
    for part in _parts(value):
        yield from pictures(part)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, StreamValue):
        return [child.value for child in value]
    if isinstance(value, dict):
        return value.values()
    return value if hasattr(value, "bound_blocks") else ()


def lacks_alternative(picture: Any) -> bool:
    """Neither described nor said to be decorative."""
    return not picture.decorative and not (picture.contextual_alt_text or "").strip()


def has_role(page: Any, *names: RoleName) -> bool:
    """Whether a body is named for one of these roles."""
    return any(row.role in names and row.organisation_id for row in page.roles.all())


def has_contact(page: Any) -> bool:
    """Somebody to ask: a contact that can be reached, or a receiving body with telephone or address."""
    receiving = [row for row in page.roles.all() if row.role == RoleName.RECEIVING]
    rows = [*page.contacts.all(), *receiving]
    return any((getattr(row, name) or "").strip() for row in rows for name in PLACE_PHONE)


def filled(*texts: str | None) -> bool:
    """Whether any of these holds more than blanks."""
    return any((text or "").strip() for text in texts)
