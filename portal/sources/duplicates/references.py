"""Whatever points at one page points at another afterwards: rows, and the drafts that would bring the old one back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page, Revision

from portal.pages.models import PortalPage
from portal.policies.models import Clause, PolicyDocument
from portal.sources.duplicates.likeness import normal_text

# Rewritten with every publication.
DERIVED = (Clause,)


@dataclass
class Move:
    """From one page to another of its kind; `clauses` are ids of clauses there by those here, None for lost ones."""

    old: PortalPage
    new: PortalPage
    clauses: dict[str, str | None] = field(default_factory=dict)
    lost_clauses: int = 0

    def __post_init__(self) -> None:
        if isinstance(self.old, PolicyDocument):
            self.clauses = _same_clauses(self.old, self.new)


def pages_pointing_at(page: PortalPage) -> list[Page]:
    """The pages with a row that points at this one, itself not among them."""
    found = {pk for relation in _relations(page) for pk in _owners(relation, page)}
    return list(Page.objects.filter(pk__in=found - {page.pk}).order_by("title"))


def move_references(move: Move) -> list[Page]:
    """Point everything at the new page; returns the pages whose public form may have changed."""
    changed = pages_pointing_at(move.old)
    for relation in _relations(move.old):
        _move_rows(relation, move)
    for page in changed:
        for revision in _revisions(page):
            content = revision.content
            _patch(content, page.specific_class, move, own=page.pk == move.new.pk)
            Revision.objects.filter(pk=revision.pk).update(content=content)
    return changed


def _relations(page: PortalPage) -> Iterator[Any]:
    """Keys and choices of many that point at records of the page's kind, nameless ones too, its own parts left out."""
    for relation in type(page)._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.model is not type(page):
            continue
        through = relation.related_model in DERIVED or relation.related_model._meta.auto_created
        if not through and not isinstance(relation.field, ParentalKey) and not relation.parent_link:
            yield relation


def _owner_path(model: type[models.Model]) -> list[str]:
    """The names of the keys that lead from a row to the page it is part of; [] for a row of no page."""
    for key in model._meta.concrete_fields:
        if isinstance(key, ParentalKey):
            parent = key.related_model
            return [key.name] if issubclass(parent, Page) else [key.name, *_owner_path(parent)]
    return []


def _owners(relation: Any, page: PortalPage) -> Iterable[int]:
    model, name = relation.related_model, relation.field.name
    rows = model._base_manager.filter(**{name: page})
    if issubclass(model, Page):
        return set(rows.values_list("pk", flat=True))
    path = _owner_path(model)
    return set(rows.values_list("__".join([*path, "pk"]), flat=True)) if path else set()


def _move_rows(relation: Any, move: Move) -> None:
    if relation.many_to_many:
        _move_chosen(relation.field, move)
        return
    model, name = relation.related_model, relation.field.name
    for row in model._base_manager.filter(**{name: move.old}):
        if _points_home(row, move):
            _let_go(row, name)
            continue
        values: dict[str, Any] = {name: move.new}
        if name == "document" and getattr(row, "clause_id", None):
            values["clause_id"] = _clause(move, row.clause_id)
        _update(model, row.pk, values)


def _clause(move: Move, clause_id: UUID) -> str | None:
    found = move.clauses.get(str(clause_id))
    move.lost_clauses += found is None
    return found


def _update(model: type[models.Model], pk: Any, values: dict[str, Any]) -> None:
    """What the new page has already is not said twice."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**values)
    except IntegrityError:
        model._base_manager.filter(pk=pk).delete()


def _points_home(row: models.Model, move: Move) -> bool:
    """Whether the row belongs to the new page itself, so that it would point at its own."""
    if isinstance(row, Page):
        return row.pk == move.new.pk
    path = _owner_path(type(row))
    owner: Any = row
    for name in path:
        owner = getattr(owner, name)
    return bool(path) and owner.pk == move.new.pk


def _let_go(row: models.Model, name: str) -> None:
    if isinstance(row, Page):
        type(row)._base_manager.filter(pk=row.pk).update(**{name: None})
    else:
        row.delete()


def _move_chosen(chosen: Any, move: Move) -> None:
    through = chosen.remote_field.through
    name, owner = chosen.m2m_reverse_field_name(), chosen.m2m_field_name()
    for row in through._base_manager.filter(**{name: move.old}):
        twice = through._base_manager.filter(**{owner: getattr(row, owner), name: move.new}).exists()
        if twice or getattr(row, f"{owner}_id") == move.new.pk:
            row.delete()
        else:
            through._base_manager.filter(pk=row.pk).update(**{name: move.new})


def _revisions(page: Page) -> Iterable[Revision]:
    """Those that are live, in work, or will be published."""
    kept = models.Q(pk__in=[pk for pk in (page.latest_revision_id, page.live_revision_id) if pk])
    return page.revisions.filter(kept | models.Q(approved_go_live_at__isnull=False))


def _patch(content: dict[str, Any], model: type[models.Model], move: Move, *, own: bool) -> None:
    """The same in a revision's content, parts and parts of parts included."""
    target = type(move.old)
    for key in model._meta.concrete_fields:
        if key.related_model is target and content.get(key.name) == move.old.pk and not isinstance(key, ParentalKey):
            content[key.name] = None if own and issubclass(model, Page) else move.new.pk
            if key.name == "document" and content.get("clause_id"):
                content["clause_id"] = move.clauses.get(str(content["clause_id"]))
    if not issubclass(model, ClusterableModel):
        return
    for chosen in get_all_child_m2m_relations(model):
        if chosen.related_model is target and move.old.pk in content.get(chosen.name, ()):
            others = [pk for pk in content[chosen.name] if pk not in (move.old.pk, move.new.pk)]
            content[chosen.name] = others if own else [*others, move.new.pk]
    for relation in get_all_child_relations(model):
        rows = content.get(relation.get_accessor_name()) or []
        for row in rows:
            _patch(row, relation.related_model, move, own=own)
        if own:
            content[relation.get_accessor_name()] = [row for row in rows if not _says_itself(row, relation, move)]


def _says_itself(row: dict[str, Any], relation: Any, move: Move) -> bool:
    """A part of the new page that now points at the new page."""
    keys = [key for key in relation.related_model._meta.concrete_fields if key.related_model is type(move.old)]
    return any(row.get(key.name) == move.new.pk for key in keys if not isinstance(key, ParentalKey))


def _same_clauses(old: PortalPage, new: PortalPage) -> dict[str, str | None]:
    """Clauses of the old document by those of the new one: the same words first, else the same label."""
    theirs = list(Clause.objects.filter(document=new.pk))
    by_text = {normal_text(one.text): str(one.clause_id) for one in theirs if one.text}
    by_label = {one.label: str(one.clause_id) for one in theirs if one.label}
    return {
        str(one.clause_id): by_text.get(normal_text(one.text)) or by_label.get(one.label)
        for one in Clause.objects.filter(document=old.pk)
    }
