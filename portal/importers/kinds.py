"""What can be imported: how a record of each kind is read, which page it becomes and how the page is filled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.disclosures.models import Disclosure
from portal.guides.models import ServiceGuide
from portal.importers.cards import normalise_card
from portal.importers.disclosures import normalise_disclosure
from portal.importers.fill_documents import fill_document, fill_interpretation
from portal.importers.fill_services import fill_disclosure, fill_guide, fill_scheme
from portal.importers.guides import normalise_guide
from portal.importers.lookups import Lookups
from portal.importers.policies import PolicyRecord, normalise_policy
from portal.pages.models import PortalPage
from portal.policies.models import Interpretation, PolicyDocument, Scheme

Fill = Callable[[Any, Any, Lookups], None]


@dataclass(frozen=True)
class Target:
    """The page model a record becomes, and the function that fills such a page."""

    model: type[PortalPage]
    fill: Fill


@dataclass(frozen=True)
class ImportKind:
    """`normalise` raises Refused; `target` chooses the page model for a normalised record."""

    normalise: Callable[[dict[str, Any]], Any]
    target: Callable[[Any], Target]


def _policy_target(record: PolicyRecord) -> Target:
    if record.interpretation:
        return Target(Interpretation, fill_interpretation)
    return Target(PolicyDocument, fill_document)


IMPORT_KINDS: dict[str, ImportKind] = {
    "policies": ImportKind(normalise_policy, _policy_target),
    "policy-products": ImportKind(normalise_card, lambda record: Target(Scheme, fill_scheme)),
    "guides": ImportKind(normalise_guide, lambda record: Target(ServiceGuide, fill_guide)),
    "disclosures": ImportKind(normalise_disclosure, lambda record: Target(Disclosure, fill_disclosure)),
}
