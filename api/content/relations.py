"""Who points at a record among those public now: read with every request, never stored in a version."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from portal.publication.models import PublishedFacet, PublishedItem
from portal.windows.clock import stamp

CURRENT = frozenset({"open", "closing_soon", "open_ended", "upcoming"})
Form = dict[str, Any]


@dataclass(frozen=True)
class Relation:
    """Records of `kind` whose facets `facets` name the record (`through_members`: or a scheme packed in it)."""

    name: str
    kind: str
    facets: tuple[str, ...]
    through_members: bool = False
    only_current: bool = False


RELATIONS: dict[str, tuple[Relation, ...]] = {
    "policies": (
        Relation("interpretations", "interpretations", ("policy",)),
        Relation("policy_products", "policy-products", ("policy",)),
    ),
    "policy-products": (
        Relation("packaged_in", "policy-products", ("scheme",)),
        Relation("current_notices", "notices", ("scheme", "product"), through_members=True, only_current=True),
        Relation("interpretations", "interpretations", ("scheme", "product")),
    ),
    "notices": (Relation("disclosures", "disclosures", ("notice",)),),
}


def around(item: PublishedItem, form: Form, at: dt.datetime) -> dict[str, list[Form]]:
    """The reverse relations that a kind's detail form shows, as short references."""
    return around_all(item.kind, [form | {"id": str(item.pk)}], at)[0]


def around_all(kind: str, forms: Sequence[Form], at: dt.datetime) -> list[dict[str, list[Form]]]:
    """The same for many records of one kind, in the order of their forms, with one query a relation."""
    found: list[dict[str, list[Form]]] = [{} for _ in forms]
    for relation in RELATIONS.get(kind, ()):
        named = [_named(form, relation) for form in forms]
        pointing = _pointing(relation, {name for names in named for name in names})
        for members, names in zip(found, named, strict=True):
            items = {item.pk: item for name in names for item in pointing.get(name, ())}
            references = _references(sorted(items.values(), key=_newest_first), at)
            members[relation.name] = [
                row for row in references if not relation.only_current or row["status"] in CURRENT
            ]
    return found


def _named(form: Form, relation: Relation) -> list[str]:
    members = form.get("members", ()) if relation.through_members else ()
    return [form["id"], *(member["id"] for member in members if member.get("id"))]


def _pointing(relation: Relation, names: set[str]) -> dict[str, list[PublishedItem]]:
    """Live records of the relation's kind by the id they point at."""
    rows = PublishedFacet.objects.filter(
        name__in=relation.facets, value__in=names, item__live=True, item__kind=relation.kind
    ).select_related("item")
    found: dict[str, list[PublishedItem]] = {}
    for row in rows:
        found.setdefault(row.value, []).append(row.item)
    return found


def _newest_first(item: PublishedItem) -> tuple[int, str]:
    return (-(item.date.toordinal() if item.date else 0), str(item.pk))


def _references(items: Iterable[PublishedItem], at: dt.datetime) -> list[Form]:
    return [
        {
            "id": str(item.pk),
            "title": item.title,
            "kind": item.kind,
            "url": item.path,
            "status": stamp(item.listing, at)["status"],
        }
        for item in items
    ]
