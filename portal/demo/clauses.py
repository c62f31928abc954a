"""Example schemes cut out of real clauses, so that the chain from document to call can be followed from end to end."""

import json
from typing import Any

from portal.demo.building import DATA, demo_id, place_like, publish_example
from portal.policies.models import (
    PolicyDocument,
    Scheme,
    SchemeBasis,
    SchemeCondition,
    SchemeMaterial,
    SchemeRole,
)
from portal.publication.models import PublishedItem
from portal.taxonomy.models import Size, SupportForm


def publish_schemes() -> None:
    """Publish the schemes of data/schemes.json; a sub-class stands after its parent."""
    for row in json.loads((DATA / "schemes.json").read_text(encoding="utf-8")):
        _publish_scheme(row)


def _publish_scheme(row: dict[str, Any]) -> None:
    document = PolicyDocument.objects.get(source_id=row["document"])
    page = Scheme(
        title=row["title"],
        summary=f"示例：据真实文件《{document.title}》{'、'.join(row['clauses'])}编制的业务品种，用于展示政策链条。",
        category=row["category"],
        mode=row["mode"],
        selection=row["selection"],
        stacking_rule=row["stacking"],
        stacking_text=row["stacking_text"],
        audience_text=row["audience"],
        data_basis=row.get("data_basis", ""),
        fulfilment_value=row["fulfilment"][0],
        fulfilment_unit=row["fulfilment"][1],
        parent_scheme=Scheme.objects.filter(source_id=f"demo-{row.get('parent')}").first(),
    )
    place_like(page, document)
    page.support_forms = list(SupportForm.objects.filter(code__in=row["forms"]))
    page.sizes = list(Size.objects.filter(code__in=row["sizes"]))
    _fill_parts(page, row, document)
    publish_example(page, row["key"])


def _fill_parts(page: Scheme, row: dict[str, Any], document: PolicyDocument) -> None:
    version = PublishedItem.objects.values_list("version", flat=True).get(pk=document.permanent_id)
    clauses = document.clause_rows.filter(label__in=row["clauses"])
    page.bases = [
        SchemeBasis(document=document, clause_id=clause.clause_id, version_seen=version, sort_order=order)
        for order, clause in enumerate(clauses)
    ]
    page.conditions = [
        SchemeCondition(permanent_id=demo_id("condition", f"{row['key']}-{order}"), text=text, sort_order=order)
        for order, text in enumerate(row["conditions"])
    ]
    page.materials = [
        SchemeMaterial(permanent_id=demo_id("material", f"{row['key']}-{order}"), name=name, sort_order=order)
        for order, name in enumerate(row["materials"])
    ]
    page.roles = _competent(row, document)


def _competent(row: dict[str, Any], document: PolicyDocument) -> list[SchemeRole]:
    """The department of the related card, else the bodies that issued the document."""
    card = Scheme.objects.filter(source_id=row["card"]).first() if row["card"] else None
    bodies = [role.organisation for role in (card or document).roles.all()]
    return [SchemeRole(role="competent", organisation=body, sort_order=order) for order, body in enumerate(bodies)]
