"""The facets: one declaration each serves pages, API, database and every engine (docs/howto/add-a-facet.md)."""

from django.utils.translation import gettext_lazy as _

from portal.disclosures.choices import Act, DisclosureType
from portal.guides.choices import Subject
from portal.policies.choices import Category, DocumentClass, InterpretationForm, ItemPurpose, Mode, Validity
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem
from portal.taxonomy.models import Organisation
from portal.windows.filters import status_q, validity_q
from search.filters.chain_facets import ThroughSchemes, policies_of_schemes, products_of_schemes
from search.filters.deadlines import DeadlineFacet
from search.filters.facet_types import ColumnFacet, Facet, RegionFacet, SpanFacet
from search.filters.facet_values import Either, Fixed, Records, Vocabulary, Years

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
DEADLINE_LABELS = {
    # Translators: 7天内截止
    "7": _("within 7 days"),
    # Translators: 30天内截止
    "30": _("within 30 days"),
    # Translators: 90天内截止
    "90": _("within 90 days"),
}
# Codes as in portal.pages.amounts; an upper end belongs to its step, as 以下 has it.
AMOUNT_LABELS = {
    # Translators: 10万元以下
    "up_to_100k": _("up to CNY 100,000"),
    # Translators: 10万至50万元
    "up_to_500k": _("CNY 100,000 to 500,000"),
    # Translators: 50万至100万元
    "up_to_1m": _("CNY 500,000 to 1 million"),
    # Translators: 100万至500万元
    "up_to_5m": _("CNY 1 to 5 million"),
    # Translators: 500万至1000万元
    "up_to_10m": _("CNY 5 to 10 million"),
    # Translators: 1000万元以上
    "over_10m": _("over CNY 10 million"),
}

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
        # Translators: 截止时间
        DeadlineFacet("deadline", _("Closes"), Fixed(DEADLINE_LABELS)),
        Facet("field", _("Field"), Vocabulary("field")),
        Facet("org", _("Organisation"), Records(Organisation, "name")),
        # Translators: 发布单位
        Facet("issuing", _("Issuing body"), Records(Organisation, "name")),
        # Translators: 解释单位
        Facet("interpreting", _("Interpreting body"), Records(Organisation, "name")),
        # Translators: 业务主管部门
        Facet("competent", _("Competent department"), Records(Organisation, "name")),
        # Translators: 受理部门
        Facet("receiving", _("Receiving department"), Records(Organisation, "name")),
        # Translators: 授权部门
        Facet("authorising", _("Authorising department"), Records(Organisation, "name")),
        ColumnFacet(
            "type",
            _("Type"),
            Fixed({"product": _("policy product"), "scheme": _("scheme")}),
            column="subtype",
        ),
        Facet("category", _("Category"), Fixed.of(Category)),
        Facet("support_form", _("Form of support"), Vocabulary("support_form")),
        # Translators: 支持额度
        Facet("amount", _("Most one can get"), Fixed(AMOUNT_LABELS)),
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
# Which roles a kind's representation has.
DOCUMENT_ROLES = ("issuing", "interpreting")
DEPARTMENT_ROLES = ("competent", "receiving", "authorising")
BY_KIND: dict[str, tuple[str, ...]] = {
    "policies": (*COMMON, *DOCUMENT_ROLES, "validity", "document_class", "preferential", "policy"),
    "policy-products": (
        *COMMON, *DOCUMENT_ROLES, *DEPARTMENT_ROLES, "type", "category", "support_form", "amount", "mode", "industry",
        "size", "audience", "validity", "policy", "scheme",
    ),
    "notices": (
        *COMMON, *DEPARTMENT_ROLES, "deadline", "purpose", "mode", "programme_year", "scheme", "product", "policy",
    ),
    "interpretations": (*COMMON, "form", "policy", "scheme", "product"),
    "compilations": (*COMMON, "policy", "scheme", "product"),
    "guides": (*COMMON, "competent", "receiving", "audience", "policy"),
    "disclosures": (
        *COMMON, "issuing", "competent", "deadline", "disclosure_type", "act", "notice", "policy", "scheme", "product",
    ),
    "activities": (*COMMON, "competent", "receiving", "deadline", "policy", "scheme"),
}  # fmt: skip

# Beside the hits of a page; the others narrow on request.
SHOWN: dict[str, tuple[str, ...]] = {
    "": (
        "kind", "level", "status", "deadline", "field", "region", "org", "category", "amount", "industry", "size",
        "year",
    ),
    "policies": ("level", "field", "region", "validity", "document_class", "issuing", "year"),
    "policy-products": (
        "level", "field", "type", "category", "support_form", "amount", "mode", "industry", "size", "region",
        "competent",
    ),
    "notices": (
        "status", "deadline", "level", "field", "purpose", "mode", "region", "competent", "programme_year",
    ),
    "interpretations": ("level", "field", "form", "region", "org", "year"),
    "compilations": ("level", "field", "region", "year"),
    "guides": ("level", "field", "audience", "region", "org"),
    "disclosures": ("status", "disclosure_type", "act", "level", "field", "region", "issuing", "year"),
    "activities": ("status", "deadline", "level", "field", "region", "year"),
}  # fmt: skip


def facets_of(kind: str = "") -> tuple[Facet, ...]:
    """The facets that a list of one kind accepts; all of them for search over every kind ("")."""
    return tuple(FACETS[name] for name in BY_KIND[kind]) if kind else tuple(FACETS.values())
