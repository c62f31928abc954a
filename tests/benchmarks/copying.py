"""Pages by the thousand: rows of pages that are there, copied under new keys; the portal's are put into the log."""

import copy
import itertools
import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from treebeard.mp_tree import MP_Node
from wagtail.models import Page

from portal.publication.models import PublishedVersion
from portal.publication.record import record
from portal.publication.transaction import transaction as publication
from tests.benchmarks.calls import PARAGRAPH, number_of, title_of
from tests.search.records import Record

AT_ONCE = 500
# (number, page, {old permanent id: new} of it and its parts)
Copy = tuple[int, Page, dict[str, str]]
# Far from those of what was published; no two copies share one, whatever their model.
KEYS = itertools.count(1_000_000)


class Copier:
    """Copies of the pages `seeds`, which stand first under one parent."""

    def __init__(self, seeds: Sequence[Page]):
        self.seeds = [(page, _tree(page)) for page in seeds]
        self.parent = seeds[0].get_parent()
        self.steplen = MP_Node.steplen
        self.key = KEYS

    def copies(self, numbers: Sequence[int]) -> list[Copy]:
        """Make and write the copies of these numbers."""
        rows = _Rows()
        made = [self._copy(number, rows) for number in numbers]
        with transaction.atomic():
            rows.write()
            Page.objects.filter(pk=self.parent.pk).update(numchild=numbers[-1] + 1)
        return made

    def _copy(self, number: int, rows: "_Rows") -> Copy:
        seed, tree = self.seeds[number % len(self.seeds)]
        page, renamed = copy.copy(seed), {}
        page.__dict__.pop("_cluster_related_objects", None)
        page.pk = page.id = page.page_ptr_id = next(self.key)
        page.path = self.parent.path + Page._int2str(number + 1).rjust(self.steplen, "0")
        page.slug, page.title = f"call-{number}", title_of(number)
        page.summary, page.doc_number = f"{PARAGRAPH[:60]}（{number}）", number_of(number)
        page.url_path = f"{self.parent.url_path}{page.slug}/"
        page.translation_key = uuid.uuid4()
        page.latest_revision_id = page.live_revision_id = None
        _renew(page, renamed)
        rows.add(Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}))
        rows.add(page)
        self._parts(page, tree, rows, renamed)
        return number, page, renamed

    def _parts(self, parent: models.Model, tree: "_Tree", rows: "_Rows", renamed: dict[str, str]) -> None:
        for foreign_key, part, below in tree:
            new = copy.copy(part)
            new.__dict__.pop("_cluster_related_objects", None)
            new.pk = next(self.key)
            setattr(new, foreign_key, parent.pk)
            _renew(new, renamed)
            rows.add(new)
            self._parts(new, below, rows, renamed)


_Tree = list[tuple[str, models.Model, list[Any]]]


def _tree(parent: Any) -> _Tree:
    """(name of the key to the parent, row, its own parts) of all that belongs to a page, join rows too."""
    found: _Tree = []
    for relation in get_all_child_relations(type(parent)):
        if relation.related_model._meta.app_label in ("wagtailcore", "wagtailredirects"):
            continue
        for row in relation.related_model._default_manager.filter(**{relation.field.name: parent}):
            found.append((relation.field.attname, row, _tree(row)))
    for field in get_all_child_m2m_relations(type(parent)):
        through = field.remote_field.through
        name = field.m2m_field_name()
        rows = through._default_manager.filter(**{name: parent})
        found += [(through._meta.get_field(name).attname, row, []) for row in rows]
    return found


def _renew(row: Any, renamed: dict[str, str]) -> None:
    if hasattr(row, "permanent_id"):
        old, row.permanent_id = row.permanent_id, uuid.uuid4()
        renamed[str(old)] = str(row.permanent_id)


class _Rows:
    """Rows in the order of their models' first, so that what is pointed at is there."""

    def __init__(self) -> None:
        self.by_model: dict[type[models.Model], list[models.Model]] = {}

    def add(self, row: models.Model) -> None:
        self.by_model.setdefault(type(row), []).append(row)

    def write(self) -> None:
        """`bulk_create` refuses models that extend another; only their own columns are written here."""
        for model, rows in self.by_model.items():
            fields = [field for field in model._meta.local_concrete_fields if not field.generated]
            size = max(1, 30_000 // len(fields))
            for start in range(0, len(rows), size):
                model._base_manager.get_queryset()._insert(rows[start : start + size], fields, using="default")


def copy_up_to(size: int, made: Sequence[Any], plain: Sequence[Page]) -> None:
    """Copies of both sites' calls until each has `size`; the portal's go into the log by its own verb."""
    ours, theirs = Copier(made), Copier(plain)
    forms = [_form(seed) for seed in made]
    for start in range(len(made), size, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, size))
        theirs.copies(numbers)
        copies = ours.copies(numbers)
        with publication():
            for number, page, renamed in copies:
                record(_record(page, renamed, forms[number % len(forms)]))


def _form(seed: Any) -> str:
    details = PublishedVersion.objects.filter(item_id=seed.permanent_id).order_by("-n").values_list("detail", flat=True)
    return json.dumps(details[0], ensure_ascii=False)


def _record(page: Any, renamed: dict[str, str], form: str) -> Record:
    """The seed's form with the copy's own names, numbers and addresses."""
    for old, new in renamed.items():
        form = form.replace(old, new)
    own = {"title": page.title, "summary": page.summary, "doc_number": page.doc_number, "url": f"/notices/{page.slug}/"}
    return Record(page.permanent_id, json.loads(form) | own, page.number_key())
