"""What a page says, field by field: for comparing, showing and copying one field and no other."""

from dataclasses import dataclass

from django.db import models
from wagtail.models import Page

from portal.pages import differences
from portal.pages.models import PortalPage

# These say how a record is kept here and where it came from, not what it says.
KEPT = frozenset(
    {
        "visibility", "example", "record_owner", "operator", "change_note", "significant",
        "source_name", "source_id", "source_url", "source_licence", "source_retrieved_on",
    }
)  # fmt: skip
SPOKEN_BY_WAGTAIL = frozenset({"title"})


@dataclass(frozen=True)
class Field:
    """A fact of a page: a plain field, a text, a choice of terms, or rows of parts."""

    model: type[PortalPage]
    name: str

    @property
    def label(self) -> str:
        """The editor's name of it, in the active language."""
        return differences.label_of(self.model, self.name)

    @property
    def date(self) -> bool:
        """Whether it is one date of the record itself; times of windows are not: to move one needs a reason."""
        return isinstance(self.model._meta.get_field(self.name), models.DateField)


def fields_of(model: type[PortalPage]) -> tuple[Field, ...]:
    """The comparable facts of a kind, as the portal's differences know them."""
    wagtails = {field.name for field in Page._meta.get_fields()} - SPOKEN_BY_WAGTAIL
    names = [name for name in differences.fields_of(model) if name not in KEPT and name not in wagtails]
    return tuple(Field(model, name) for name in names)


def words(page: PortalPage, field: Field) -> str:
    """The fact as people read it, one part a line; "" for none."""
    return "\n".join(text for _key, text in differences.pieces(page, field.name))


def same(one: PortalPage, other: PortalPage, field: Field) -> bool:
    """Whether two pages say the same in a field; of texts the mark-up counts, too."""
    return differences.pieces(one, field.name) == differences.pieces(other, field.name)


def copy_field(field: Field, *, source: PortalPage, target: PortalPage) -> None:
    """Give `target` what `source`, a page that was never saved, says in a field."""
    value = getattr(source, field.name)
    setattr(target, field.name, list(value.all()) if hasattr(value, "all") else value)
