"""The kinds of public record: collection path name, event prefix, label (API.md §3, §4)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`kind` is the collection's path name, `prefix` the singular used in event types."""

    kind: str
    prefix: str
    label: Promise


KINDS: dict[str, Kind] = {
    kind.kind: kind
    for kind in (
        Kind("policies", "policy", _("Policy documents")),
        Kind("policy-products", "product", _("Policy products")),
        Kind("notices", "notice", _("Calls for application")),
        Kind("interpretations", "interpretation", _("Interpretations")),
        Kind("compilations", "compilation", _("Compilations")),
        Kind("guides", "guide", _("Service guides")),
        Kind("disclosures", "disclosure", _("Disclosures")),
        Kind("activities", "activity", _("Activities")),
    )
}
