"""What a page says, field by field in words: for comparing, showing and copying one field and no other."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_all_child_m2m_relations, get_all_child_relations
from wagtail.admin.panels import InlinePanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms_blocks import plain_text
from portal.pages.models import PortalPage

# Of Wagtail's and the portal's own fields these speak of the record; the rest says how it is kept here.
SPOKEN = {"title"}
KEPT = {
    "permanent_id", "visibility", "example", "record_owner", "operator", "content_digest", "change_note", "significant",
    "source_name", "source_id", "source_url", "source_licence", "source_retrieved_on",
}  # fmt: skip
SILENT_IN_ROWS = {"id", "sort_order", "permanent_id", "rule", "media_type", "bytes", "sha256", "version_seen"}


@dataclass(frozen=True)
class Field:
    """A fact of a page: a plain field, a text, a choice of terms, or rows of parts."""

    name: str
    label: str
    date: bool = False
    stream: bool = False


@cache
def fields_of(model: type[PortalPage]) -> tuple[Field, ...]:
    """The comparable facts of a kind, title first, texts last; labels are lazy until shown."""
    own = [field for field in model._meta.concrete_fields if _speaks(field)]
    plain = [Field(field.name, field.verbose_name, isinstance(field, models.DateField)) for field in own
             if not isinstance(field, StreamField)]  # fmt: skip
    terms = [Field(field.name, field.verbose_name) for field in get_all_child_m2m_relations(model)]
    headings = dict(_inline_headings(model))
    children = [relation.get_accessor_name() for relation in _child_relations(model)]
    rows = [Field(name, headings[name]) for name in children if name in headings]
    texts = [Field(field.name, field.verbose_name, stream=True) for field in own if isinstance(field, StreamField)]
    return tuple(sorted(plain, key=lambda field: field.name != "title") + terms + rows + texts)


def _speaks(field: Any) -> bool:
    if field.model is Page:
        return field.name in SPOKEN
    return field.editable and field.name not in KEPT and not field.primary_key and not field.name.endswith("_ptr")


def _child_relations(model: type) -> list[Any]:
    return [found for found in get_all_child_relations(model) if not issubclass(model, found.related_model)]


def _inline_headings(model: type[PortalPage]) -> list[tuple[str, str]]:
    found, waiting = [], list[Panel](model.content_panels)
    while waiting:
        panel = waiting.pop(0)
        if isinstance(panel, InlinePanel):
            found.append((panel.relation_name, panel.heading))
        waiting += list(getattr(panel, "children", ()))
    return found


def words(page: PortalPage, field: Field) -> str:
    """The fact as people read it, one part a line; "" for none."""
    value = getattr(page, field.name)
    if field.stream:
        return plain_text(value)
    if hasattr(value, "all"):
        return "\n".join(row for row in map(_row, value.all()) if row)
    return _value(page, page._meta.get_field(field.name))


def _value(holder: Any, field: Any) -> str:
    """One value of a page or a row in words."""
    if field.choices:
        return str(getattr(holder, f"get_{field.name}_display")())
    value = getattr(holder, field.name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(yesno(value, _("yes,no")))
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(field, models.DecimalField):
        return str(number_format(value.normalize(), use_l10n=False))
    return str(value)


def _row(row: Any) -> str:
    """A part, or a chosen term, in one line; parts of it follow indented."""
    if not hasattr(row, "sort_order") or isinstance(row, Page) or not _is_part(row):
        return str(row)
    shown = [_value(row, field) for field in row._meta.concrete_fields if _speaks_in_row(field)]
    lines = [" · ".join(part for part in shown if part)]
    for relation in get_all_child_relations(type(row)) if isinstance(row, ClusterableModel) else ():
        lines += ["\u3000" + found for found in map(_row, getattr(row, relation.get_accessor_name()).all()) if found]
    return "\n".join(line for line in lines if line.strip())


def _is_part(row: Any) -> bool:
    return any(getattr(field, "related_model", None) and _is_parent(field) for field in row._meta.concrete_fields)


def _is_parent(field: Any) -> bool:
    return type(field).__name__ == "ParentalKey"


def _speaks_in_row(field: Any) -> bool:
    return field.editable and field.name not in SILENT_IN_ROWS and not _is_parent(field)


def same(one: PortalPage, other: PortalPage, field: Field) -> bool:
    """Whether two pages say the same in a field; of texts the mark-up counts, too."""
    if words(one, field) != words(other, field):
        return False
    return not field.stream or _shape(getattr(one, field.name)) == _shape(getattr(other, field.name))


def _shape(stream: Any) -> list[Any]:
    return [(child["type"], _without_ids(child["value"])) for child in stream.get_prep_value()] if stream else []


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_ids(found) for key, found in value.items() if key != "id"}
    return [_without_ids(found) for found in value] if isinstance(value, list) else value


def copy_field(field: Field, *, source: PortalPage, target: PortalPage) -> None:
    """Give `target` what `source`, a page that was never saved, says in a field."""
    value = getattr(source, field.name)
    setattr(target, field.name, list(value.all()) if hasattr(value, "all") else value)
