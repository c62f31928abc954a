"""What can be put into a compilation: public schemes, documents, and products with all their schemes."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.policies.choices import Category
from portal.policies.models import PolicyProduct
from portal.policies.numbers import normal_form
from portal.publication.models import PublishedFacet, PublishedItem
from portal.taxonomy import vocabulary
from portal.taxonomy.models import Organisation

KINDS = {"scheme": ("policy-products", "scheme"), "product": ("policy-products", "product"), "policy": ("policies", "")}
FACETS = ("category", "field", "org")
SHOWN = 40
Row = dict[str, Any]


def candidates(*, q: str = "", kind: str = "", facets: dict[str, str] | None = None) -> tuple[list[Row], int]:
    """The first SHOWN that match, schemes first, and how many there are. `q`: words of the title, or the number."""
    items = PublishedItem.objects.filter(live=True, kind__in={name for name, _sub in KINDS.values()})
    if kind in KINDS:
        items = items.filter(kind=KINDS[kind][0], subtype=KINDS[kind][1])
    for name, value in (facets or {}).items():
        if name in FACETS and value:
            items = items.filter(facet_rows__name=name, facet_rows__value=value)
    items = _with_words(items, q)
    chosen = list(items.order_by("-subtype", "title", "pk")[:SHOWN])
    members = _members([item.pk for item in chosen if item.subtype == "product"])
    return [row_of(item) | {"members": members.get(item.pk, [])} for item in chosen], items.count()


def _with_words(items: QuerySet[PublishedItem], q: str) -> QuerySet[PublishedItem]:
    titled = items
    for word in q.split():
        titled = titled.filter(title__icontains=word)
    numbered = items.filter(number__contains=number) if (number := normal_form(q)) else items.none()
    return (titled | numbered).distinct() if q.strip() else items


def row_of(item: PublishedItem) -> Row:
    """`{record, title, detail, kind, members}` of a public record, `kind` being a key of KINDS."""
    kind = item.subtype or "policy"
    told = [str(words_of_kind()[kind])]
    if category := item.listing.get("category"):
        told.append(str(Category(category).label) if category in Category.values else category)
    if number := item.listing.get("doc_number"):
        told.append(number)
    roles = item.listing.get("roles") or {}
    told += [body["name"] for body in (roles.get("competent") or roles.get("issuing") or [])[:1]]
    return {"record": str(item.pk), "title": item.title, "detail": " · ".join(told), "kind": kind, "members": []}


def words_of_kind() -> dict[str, str]:
    """The kinds in the reader's words."""
    return {"scheme": _("Scheme"), "product": _("Policy product"), "policy": _("Document")}


def _members(products: list[UUID]) -> dict[UUID, list[Row]]:
    """The public schemes of these products in their order."""
    if not products:
        return {}
    pages = PolicyProduct.objects.filter(permanent_id__in=products).prefetch_related("members__scheme")
    wanted = {page.permanent_id: [row.scheme.permanent_id for row in page.members.all()] for page in pages}
    items = PublishedItem.objects.in_bulk({pk for ids in wanted.values() for pk in ids})
    return {
        product: [row_of(items[pk]) for pk in ids if pk in items and items[pk].live] for product, ids in wanted.items()
    }


def choices() -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: only codes that public records have."""
    used = {name: _used(name) for name in FACETS}
    bodies = Organisation.objects.filter(pk__in=used["org"]).order_by("name")
    return {
        "kind": list(words_of_kind().items()),
        "category": [(code, str(label)) for code, label in Category.choices if code in used["category"]],
        "field": [
            (code, vocabulary.label("field", code)) for code in vocabulary.codes("field") if code in used["field"]
        ],
        "org": [(str(body.pk), body.name) for body in bodies],
    }


def _used(facet: str) -> set[str]:
    kinds = {name for name, _sub in KINDS.values()}
    rows = PublishedFacet.objects.filter(name=facet, item__live=True, item__kind__in=kinds)
    return set(rows.values_list("value", flat=True).distinct())
