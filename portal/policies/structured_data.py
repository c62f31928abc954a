"""The policy chain in schema.org's words: legislation, incentives and services, calls, articles, collections."""

from typing import Any

from portal.pages.structured_data import (
    Described,
    Form,
    areas,
    bodies,
    described,
    files,
    owner,
    phones,
    record,
    references,
    shortened,
    work,
)
from portal.policies.choices import Category, DocumentClass
from portal.publication.addresses import absolute
from portal.taxonomy.vocabulary import label

LEGAL_FORCE = {
    "in_force": "InForce",
    "amended": "InForce",
    "partly": "PartiallyInForce",
    "not_yet": "NotInForce",
    "repealed": "NotInForce",
    "expired": "NotInForce",
}
INCENTIVE_STATUS = {
    "in_force": "IncentiveStatusActive",
    "not_yet": "IncentiveStatusInDevelopment",
    "expired": "IncentiveStatusRetired",
}
# Forms of support that schema.org has a name for; tax_relief may be a credit, a deduction or a waiver.
INCENTIVE_TYPES = {"grant": "IncentiveTypeRebateOrSubsidy", "reward": "IncentiveTypeRebateOrSubsidy"}
# Of the categories of schemes those whose point is money.
OF_MONEY = frozenset({"funding", "project"})
CURRENCY = "CNY"


def document(form: Form) -> Described:
    """A policy document as Legislation."""
    return work(
        "Legislation",
        form,
        legislationIdentifier=form["doc_number"],
        identifier=form["index_number"],
        legislationDate=form["issued_on"],
        legislationType=_word(DocumentClass, form["document_class"]),
        legislationPassedBy=bodies(form, "issuing"),
        legislationJurisdiction=areas(form),
        legislationLegalForce=_term(LEGAL_FORCE, form.get("validity")),
        legislationDateOfApplicability=form["effective_from"],
        expires=form["valid_to"],
        keywords=form["keywords"],
        legislationEnsuresImplementationOf=references("Legislation", form["implements"]),
        legislationAmends=references("Legislation", form["amends"]),
        legislationRepeals=references("Legislation", [*form["repeals"], *form["supersedes"]]),
        citation=references("Legislation", form["basis"]),
        associatedMedia=files(form),
    )


def scheme(form: Form) -> Described:
    """A scheme: a financial incentive where it grants money, else a service."""
    if form["category"] in OF_MONEY:
        return _incentive(form)
    return _service(form, serviceType=_word(Category, form["category"]), isRelatedTo=_services(form["parent"]))


def _incentive(form: Form) -> Described:
    kinds = {INCENTIVE_TYPES[code] for code in form["support_form"] if code in INCENTIVE_TYPES}
    return record(
        "FinancialIncentive",
        form,
        incentiveAmount=_amount(form["amount"]),
        incentiveType=[absolute_term(kind) for kind in sorted(kinds)],
        incentiveStatus=_term(INCENTIVE_STATUS, form.get("validity")),
        provider=bodies(form, "competent", "issuing"),
        publisher=bodies(form, "issuing"),
        areaServed=areas(form),
        validFrom=form["valid_from"],
        validThrough=form["valid_to"],
        subjectOf=references("Legislation", _distinct(form["policies"])),
    )


def _amount(amount: Form | None) -> Described | None:
    """Yuan; a share is a number without a unit."""
    if not amount:
        return None
    money = {"minValue": amount["min"], "maxValue": amount["max"], "unitText": CURRENCY}
    if amount["min"] is None and amount["max"] is None:
        money = {"value": amount["rate"]}
    return described("QuantitativeValue", **money, description=shortened(amount["text"]))


def _distinct(bases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Several clauses of one document are one document."""
    return list({base["id"] or base["title"]: base for base in bases}.values())


def product(form: Form) -> Described:
    """A product: a service with its schemes as its catalogue."""
    members = [described("ListItem", position=number, name=member["title"], url=absolute(member["url"]))
               for number, member in enumerate(form["members"], 1)]  # fmt: skip
    catalogue = described("OfferCatalog", name=form["title"], numberOfItems=len(members), itemListElement=members)
    return _service(form, hasOfferCatalog=catalogue if members else None)


def notice(form: Form) -> Described:
    """A call: a service with the hours in which one may apply; a window that has no known end says when it opens."""
    channel = described("ServiceChannel", name=shortened(form["method"]), serviceUrl=form["apply_url"])
    return _service(
        form,
        identifier=form["doc_number"],
        hoursAvailable=[_hours(item) for item in form["items"] if item.get("opens_at") or item.get("closes_at")],
        availableChannel=channel if len(channel) > 1 else None,
        isRelatedTo=_services(*(item["scheme"] for item in form["items"])),
    )


def _hours(item: Form) -> Described:
    return described(
        "OpeningHoursSpecification", name=item["name"], validFrom=item["opens_at"], validThrough=item["closes_at"]
    )


def _services(*entries: Form | None) -> list[Described]:
    found = {entry["id"]: entry for entry in entries if entry}
    return references("GovernmentService", found.values())


def _service(form: Form, **members: Any) -> Described:
    audience = (form.get("audience") or {}).get("text")
    contact = phones(form)
    return record(
        "GovernmentService",
        form,
        provider=bodies(form, "competent", "issuing"),
        serviceOperator=bodies(form, "receiving"),
        areaServed=areas(form),
        category=[label("field", code) for code in form["field"]],
        audience=described("BusinessAudience", audienceType=shortened(audience)) if audience else None,
        **{"availableChannel": described("ServiceChannel", servicePhone=contact) if contact else None, **members},
    )


def interpretation(form: Form) -> Described:
    """An interpretation as an article about what it explains."""
    services = form["schemes"] + form["products"]
    explained = [*references("Legislation", form["policies"]), *references("GovernmentService", services)]
    author = owner(form)
    return work(
        "Article",
        form,
        headline=form["title"],
        author=author or work_author(form),
        mentions=explained,
        associatedMedia=files(form),
    )


def work_author(form: Form) -> Described | None:
    """Where nobody keeps the record, the body it came from."""
    source = form.get("source") or {}
    return described("Organization", name=source["name"]) if source.get("name") else None


def compilation(form: Form) -> Described:
    """A compilation as a collection of the schemes printed in it."""
    return work(
        "Collection",
        form,
        version=form["edition"],
        collectionSize=len(form["contents"]),
        hasPart=references("CreativeWork", [*form["schemes"], *form["policies"]]),
    )


def absolute_term(name: str) -> str:
    """A term of schema.org's enumerations by its address."""
    return f"https://schema.org/{name}"


def _term(names: dict[str, str], code: str | None) -> str | None:
    return absolute_term(names[code]) if code in names else None


def _word(choices: Any, code: str | None) -> str | None:
    return str(choices(code).label) if code in choices.values else None
