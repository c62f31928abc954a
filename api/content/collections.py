"""The eight collections: one declaration gives a kind its list, its detail and their place in the OpenAPI document."""

from dataclasses import dataclass
from typing import Any

from api.content.forms import activities, disclosures, guides, notices, policies, products, texts
from api.content.orders import PRICED, TIMED, UNTIMED, URGENCY


@dataclass(frozen=True)
class Collection:
    """`kind` is the path name; `listed` and `whole` describe list and detail form; the first order is the default."""

    kind: str
    name: str
    singular: str
    listed: Any
    whole: Any
    orders: tuple[str, ...] = UNTIMED


COLLECTIONS: dict[str, Collection] = {
    collection.kind: collection
    for collection in (
        Collection("policies", "policy documents", "policy", policies.Policy, policies.PolicyDetail),
        Collection(
            "policy-products",
            "policy products and schemes",
            "policyProduct",
            products.Product,
            products.ProductDetail,
            PRICED,
        ),
        Collection(
            "notices", "calls for application", "notice", notices.Notice, notices.NoticeDetail, (URGENCY, *TIMED)
        ),
        Collection(
            "interpretations", "interpretations", "interpretation", texts.Interpretation, texts.InterpretationDetail
        ),
        Collection("compilations", "compilations", "compilation", texts.Compilation, texts.CompilationDetail),
        Collection("guides", "service guides", "guide", guides.Guide, guides.GuideDetail),
        Collection(
            "disclosures", "disclosures", "disclosure", disclosures.Disclosure, disclosures.DisclosureDetail, TIMED
        ),
        Collection("activities", "activities", "activity", activities.Activity, activities.ActivityDetail, TIMED),
    )
}
