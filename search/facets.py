"""The facets: one declaration each serves pages, API, database and every engine (docs/howto/add-a-facet.md)."""

from django.utils.translation import gettext_lazy as _

from portal.disclosures.choices import Act, DisclosureType
from portal.guides.choices import Subject
from portal.policies.choices import Category, DocumentClass, InterpretationForm, ItemPurpose, Mode, Validity
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem
from portal.taxonomy.models import Organisation
from portal.windows.filters import status_q, validity_q
from search.chain_facets import ThroughSchemes, policies_of_schemes, products_of_schemes
from search.facet_types import ColumnFacet, Facet, RegionFacet, SpanFacet
from search.facet_values import Either, Fixed, Records, Vocabulary, Years

# What one can act on comes first; `closed` and `cancelled` last.
STATUS_LABELS = {
    # Translators: 申报中
    "open": _("open"),
    # Translators: 即将截止
    "closing_soon": _("closing soon"),
    # Translators: 长期有效
    "open_ended": _("always open"),
    # Translators: 未开始
    "upcoming": _("upcoming"),
    # Translators: 暂停
    "suspended": _("suspended"),
    # Translators: 待公布
    "unannounced": _("to be announced"),
    # Translators: 已截止
    "closed": _("closed"),
    # Translators: 已取消
    "cancelled": _("cancelled"),
}
ACTIVE = ("open", "closing_soon", "open_ended")

FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        ColumnFacet(
            "kind",
            _("Kind"),
            Fixed({name: kind.label for name, kind in KINDS.items()}),
            column="kind",
            may_be_none=False,
        ),
        Facet("level", _("Level"), Vocabulary("level")),
        RegionFacet("region", _("Region"), Vocabulary("region")),
        SpanFacet("status", _("Status"), Fixed(STATUS_LABELS), compiled=status_q),
        Facet("field", _("Field"), Vocabulary("field")),
        Facet("org", _("Organisation"), Records(Organisation, "name")),
        ColumnFacet(
            "type",
            _("Type"),
            Fixed({"product": _("policy product"), "scheme": _("scheme")}),
            column="subtype",
        ),
        Facet("category", _("Category"), Fixed.of(Category)),
        Facet("support_form", _("Form of support"), Vocabulary("support_form")),
        Facet("mode", _("How to get it"), Fixed.of(Mode)),
        Facet("purpose", _("Purpose"), Fixed.of(ItemPurpose)),
        Facet("industry", _("Industry"), Vocabulary("industry")),
        Facet("size", _("Size of enterprise"), Vocabulary("size")),
        Facet("audience", _("Audience"), Either(Vocabulary("size", "growth_stage"), Fixed.of(Subject))),
        Facet("document_class", _("Class of document"), Fixed.of(DocumentClass)),
        SpanFacet("validity", _("Validity"), Fixed.of(Validity), compiled=validity_q),
        Facet("preferential", _("Preferential policy"), Fixed({"true": _("yes"), "false": _("no")})),
        Facet("disclosure_type", _("Type of disclosure"), Fixed.of(DisclosureType)),
        Facet("act", _("Act"), Fixed.of(Act)),
        Facet("form", _("Form"), Fixed.of(InterpretationForm)),
        Facet("year", _("Year"), Years()),
        Facet("programme_year", _("Programme year"), Years()),
        ThroughSchemes("policy", _("Policy document"), Records(PublishedItem, "title"), owners=policies_of_schemes),
        Facet("scheme", _("Scheme"), Records(PublishedItem, "title"), countable=False),
        ThroughSchemes("product", _("Policy product"), Records(PublishedItem, "title"), owners=products_of_schemes),
        Facet("notice", _("Call"), Records(PublishedItem, "title"), countable=False),
    )
}

COMMON = ("level", "region", "status", "field", "org", "year")
BY_KIND: dict[str, tuple[str, ...]] = {
    "policies": (*COMMON, "validity", "document_class", "preferential", "policy"),
    "policy-products": (
        *COMMON, "type", "category", "support_form", "mode", "industry", "size", "audience", "validity", "policy",
        "scheme",
    ),
    "notices": (*COMMON, "purpose", "mode", "programme_year", "scheme", "product", "policy"),
    "interpretations": (*COMMON, "form", "policy", "scheme", "product"),
    "compilations": (*COMMON, "policy", "scheme", "product"),
    "guides": (*COMMON, "audience"),
    "disclosures": (*COMMON, "disclosure_type", "act", "notice", "policy", "scheme", "product"),
    "activities": (*COMMON, "policy", "scheme"),
}  # fmt: skip

# Beside the hits of a page; the others narrow on request.
SHOWN: dict[str, tuple[str, ...]] = {
    "": ("kind", "level", "status", "field", "region", "org", "category", "year"),
    "policies": ("level", "field", "region", "validity", "document_class", "org", "year"),
    "policy-products": ("level", "field", "type", "category", "support_form", "mode", "size", "region", "org"),
    "notices": ("status", "level", "field", "purpose", "mode", "region", "org", "programme_year"),
    "interpretations": ("level", "field", "form", "region", "org", "year"),
    "compilations": ("level", "field", "region", "year"),
    "guides": ("level", "field", "audience", "region", "org"),
    "disclosures": ("status", "disclosure_type", "act", "level", "field", "region", "year"),
    "activities": ("status", "level", "field", "region", "year"),
}


def facets_of(kind: str = "") -> tuple[Facet, ...]:
    """The facets that a list of one kind accepts; all of them for search over every kind ("")."""
    return tuple(FACETS[name] for name in BY_KIND[kind]) if kind else tuple(FACETS.values())
