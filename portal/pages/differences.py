"""What is different between two states of a record, field by field and in words; texts and lists piece by piece."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils.formats import localize
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.models import Page, Revision
from wagtail.utils.text import text_from_html

# Fields that no editor fills in.
UNSAID = frozenset(
    {
        "alias_of", "content_digest", "content_type", "depth", "doc_number_normal", "draft_title", "expired",
        "first_published_at", "has_unpublished_changes", "id", "last_published_at", "latest_revision",
        "latest_revision_created_at", "live", "live_revision", "locale", "locked", "locked_at", "locked_by", "numchild",
        "owner", "page_ptr", "path", "permanent_id", "sort_order", "translation_key", "url_path",
        "wagtail_admin_comments",
    }
)  # fmt: skip
# What the difference of two texts is counted in: words and numbers of Latin letters, else single characters.
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,%]*|\s+|.", re.DOTALL)
# So many of the one times so many of the other are compared one by one: a second's work.
MOST_COMPARED = 4_000_000
# The editor gives every paragraph a key, which says nothing.
_KEYS = re.compile(r' data-block-key=\\?"[^"]*"')
Piece = tuple[str, str]


@dataclass(frozen=True)
class Difference:
    """One field that is different: its label, both states as plain text (lines), and the marked difference as HTML.

    `html` uses <ins> and <del>, pieces of texts and lists one a paragraph, unchanged pieces left out.
    """

    label: str
    old: str
    new: str
    html: SafeString
    field: str = ""


def differences(old: Page | Revision, new: Page | Revision) -> list[Difference]:
    """Every field in which `new` says something else than `old`, in the order of the model's fields.

    Both are states of the same kind of page, in memory or as revisions; relations and rows are part of it.
    """
    before, after = as_page(old), as_page(new)
    return list(filter(None, (_difference(name, before, after) for name in fields_of(type(before)))))


def as_page(state: Page | Revision) -> Page:
    """The page that a revision holds; a page itself."""
    return state.as_object() if isinstance(state, Revision) else state


def fields_of(model: type[models.Model]) -> list[str]:
    """The names of what an editor says: fields, many-valued fields, rows."""
    own = [field.name for field in model._meta.concrete_fields if field.name not in UNSAID and field.editable]
    many = [field.name for field in get_all_child_m2m_relations(model)]
    rows = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    return [*own, *many, *(name for name in rows if name not in UNSAID)]


def _difference(name: str, before: Page, after: Page) -> Difference | None:
    old, new = pieces(before, name), pieces(after, name)
    if old == new:
        return None
    was, now = ("\n".join(text for _key, text in found) for found in (old, new))
    if was == now:
        html = format_html("<p>{}</p>", _("Only formatting, links or order were changed."))
    else:
        html = marked(old, new)
    return Difference(label_of(type(before), name), was, now, html, name)


def label_of(model: type[models.Model], name: str) -> str:
    """The label of a field; of rows, that of the panel in which they are edited."""
    field: Any = model._meta.get_field(name)
    if not isinstance(field, models.ManyToOneRel):
        return capfirst(str(field.verbose_name))
    return str(_headings(model).get(name) or capfirst(str(field.related_model._meta.verbose_name_plural)))


def _headings(model: Any) -> dict[str, Any]:
    panels: list[Any] = list(getattr(model, "content_panels", None) or getattr(model, "panels", None) or ())
    found = {}
    while panels:
        panel = panels.pop()
        panels += getattr(panel, "children", ())
        if name := getattr(panel, "relation_name", None):
            found[name] = panel.heading
    return found


def pieces(page: Any, name: str) -> list[Piece]:
    """What a field says as `(key, text)`: one for a plain field, one a block or row for those that have several."""
    field = page._meta.get_field(name)
    value = getattr(page, name)
    if isinstance(value, StreamValue):
        return [(_block_key(child), block_text(child)) for child in value]
    if field.many_to_many:
        return sorted((str(row.pk), str(row)) for row in value.all())
    if isinstance(field, models.ManyToOneRel):
        return [("", row_text(row)) for row in value.all()]
    return [("", text)] if (text := value_text(page, field)) else []


def _block_key(child: Any) -> str:
    """Type and raw value: a changed link or emphasis is a change, too, although the words are the same."""
    return _KEYS.sub("", f"{child.block_type}:{child.block.get_prep_value(child.value)!r}")


def block_text(child: Any) -> str:
    """The words of a block of a text."""
    told = getattr(child.block, "plain_text", None)
    return str(told(child.value)) if told else text_from_html(str(child.render_as_block()))


def row_text(row: Any) -> str:
    """A row's filled fields as `label: value`, and rows of its own after them."""
    model = type(row)
    parts = []
    for name in fields_of(model):
        if isinstance(model._meta.get_field(name), ParentalKey):
            continue
        found = "；".join(text for _key, text in pieces(row, name) if text)
        if found:
            parts.append(f"{label_of(model, name)}: {found}")
    return "，".join(parts)


def value_text(page: Any, field: Any) -> str:
    """A plain field in words: the label of a choice, yes or no, a local date, the name of another record."""
    value = getattr(page, field.name)
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(getattr(page, f"get_{field.name}_display")())
    if isinstance(field, models.DateTimeField):
        return localize(localtime(value) if is_aware(value) else value)
    return str(localize(value)) if isinstance(field, models.DateField) else str(value)


def marked(old: Sequence[Piece], new: Sequence[Piece]) -> SafeString:
    """The difference of two sequences of pieces as paragraphs with <ins> and <del>."""
    return format_html_join("\n", "<p>{}</p>", ((html,) for html in _changes(old, new)))


def _changes(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[SafeString]:
    matcher = SequenceMatcher(a=[text for _key, text in old], b=[text for _key, text in new], autojunk=False)
    for verb, i1, i2, j1, j2 in matcher.get_opcodes():
        if verb != "equal":
            yield from _replaced([text for _key, text in old[i1:i2]], [text for _key, text in new[j1:j2]])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[SafeString]:
    """Pieces in the same place are compared word by word, what is left over came or went as a whole."""
    for before, after in zip(old, new, strict=False):
        yield marked_text(before, after)
    yield from _whole("del", old[len(new) :])
    yield from _whole("ins", new[len(old) :])


def marked_text(old: str, new: str) -> SafeString:
    """The difference of two texts with <ins> and <del>, word by word, Chinese character by character."""
    html: list[SafeString] = []
    for before, after in aligned(old, new):
        html += [escape(before)] if before == after else [*_only("del", before), *_only("ins", after)]
    return SafeString("".join(html))


def marked_sides(old: str, new: str) -> tuple[SafeString, SafeString]:
    """The two texts side by side as HTML with line breaks, what only one of them has in <del> or <ins>."""
    left: list[SafeString] = []
    right: list[SafeString] = []
    for before, after in aligned(old, new):
        left += [escape(before)] if before == after else _only("del", before)
        right += [escape(after)] if before == after else _only("ins", after)
    return _broken("".join(left)), _broken("".join(right))


def _only(tag: str, text: str) -> Iterator[SafeString]:
    return _whole(tag, [text] if text else [])


def _broken(html: str) -> SafeString:
    return SafeString(html.replace("\n", "<br>"))


def aligned(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Both texts in pieces that belong together: equal ones, and (what went, what came); of long texts lines."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if long := len(before) * len(after) > MOST_COMPARED:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for _verb, i1, i2, j1, j2 in SequenceMatcher(a=before, b=after, autojunk=long).get_opcodes():
        yield "".join(before[i1:i2]), "".join(after[j1:j2])


def _whole(tag: str, texts: Iterable[str]) -> Iterator[SafeString]:
    for text in texts:
        yield format_html("<{}>{}</{}>", SafeString(tag), escape(text), SafeString(tag))
