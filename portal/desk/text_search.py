"""Finds pages by any Chinese substring of title, number, summary and text, drafts included, in the database itself."""

import json
from collections.abc import Iterator

from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from portal.pages.own_records import record_models
from portal.policies.numbers import normal_form

NUMBER = "doc_number"
NUMBER_KEY = "doc_number_normal"


def pages_with(term: str) -> set[int]:
    """Ids of the pages whose number, summary, text or draft contains `term`; a number in any form of brackets."""
    found: set[int] = set()
    for model in record_models():
        found |= set(model.objects.filter(_anywhere(model, term)).order_by().values_list("pk", flat=True))
    return found | _drafts_with(term)


def _anywhere(model: type[Model], term: str) -> Q:
    wanted = Q()
    for name, written in _text_fields(model):
        for form in _forms(term) if written else {term}:
            wanted |= Q(**{f"{name}__icontains": form})
    names = {field.name for field in model._meta.get_fields()}
    key = normal_form(term)
    if NUMBER_KEY in names and key:
        wanted |= Q(**{f"{NUMBER_KEY}__icontains": key})
    return wanted


def _text_fields(model: type[Model]) -> Iterator[tuple[str, bool]]:
    """Name, and whether it is kept as JSON, of the columns of the kind's own table that hold words."""
    for field in model._meta.local_fields:
        if isinstance(field, StreamField):
            yield field.name, True
        elif field.name in {"summary", NUMBER} or (type(field) is TextField and field.editable):
            yield field.name, False


def _forms(term: str) -> set[str]:
    """As JSON keeps it: escaped by Python, as it is by PostgreSQL."""
    return {term, json.dumps(term)[1:-1]}


def _drafts_with(term: str) -> set[int]:
    """Pages whose newest draft contains it: what was never published stands there only."""
    newest = Page.objects.filter(has_unpublished_changes=True).order_by().values("latest_revision")
    wanted = Q()
    for form in _forms(term):
        wanted |= Q(words__icontains=form)
    rows = Revision.objects.filter(pk__in=newest).annotate(words=Cast("content", TextField())).filter(wanted)
    return {int(pk) for pk in rows.order_by().values_list("object_id", flat=True)}
