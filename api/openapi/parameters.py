"""Parameters as the OpenAPI document describes them: exactly what the strict reader accepts and refuses."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiParameter

from search.filters.amounts import LARGEST_AMOUNT
from search.filters.facet_types import NONE, Facet
from search.filters.facet_values import Records, Vocabulary, Years
from search.filters.grammar import MOST_VALUES
from search.filters.parameter_types import LONGEST_TEXT, Names, OneOf, Parameter

# A vocabulary longer than this is described by its form; /taxonomies lists the codes.
LONGEST_ENUMERATION = 40
UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
INSTANT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}
AMOUNT = {"type": "integer", "minimum": 1, "maximum": LARGEST_AMOUNT}
TYPED: dict[str, tuple[dict[str, Any], str]] = {
    "q": ({"type": "string", "maxLength": LONGEST_TEXT}, "Words to look for."),
    "as_of": (INSTANT, "Statuses as at this instant, with zone; items and texts are those public now."),
    "issued_from": (DAY, "First day of the date of issue."),
    "issued_to": (DAY, "Last day of the date of issue."),
    "updated_after": (INSTANT, "Published or changed after this instant, with zone."),
    "closes_before": (INSTANT, "Closes before this instant."),
    "opens_after": (INSTANT, "Opens after this instant."),
    "amount_from": (AMOUNT, "The most one can get is at least this, in whole yuan; not stated never matches."),
    "amount_to": (AMOUNT, "The most one can get is at most this, in whole yuan; not stated never matches."),
    "from": (DAY, "First day on which it starts."),
    "to": (DAY, "Last day on which it starts."),
    "doc_number": (
        {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}, "Document number in any bracket form.",
    ),
}  # fmt: skip
ONE_OF = {
    "scope": "Switches off containment of regions.",
    "sort": "Order; the first is the default.",
    "highlight": "Whether to mark the words found.",
}

NAMES = {
    "facets": "Count the values of these filters.",
    "by": "What to count by; left out: what has sense for the kinds asked for.",
}


def query(name: str, schema: dict[str, Any], description: str) -> OpenApiParameter:
    """One query parameter; members of a list are separated by commas."""
    listed = schema.get("type") == "array"
    return OpenApiParameter(
        name,
        schema,
        OpenApiParameter.QUERY,
        description=description,
        style="form" if listed else None,
        explode=False if listed else None,
    )


def filters(facets: Iterable[Facet]) -> list[OpenApiParameter]:
    """What each facet keeps, and as one object of parameters with a minus what it leaves out."""
    facets = list(facets)
    return [*(_kept(facet) for facet in facets), _left_out(facets)]


def _kept(facet: Facet) -> OpenApiParameter:
    schema = {"type": "array", "items": _code(facet), "minItems": 1, "maxItems": MOST_VALUES}
    return query(facet.name, schema, f"{_name(facet)}: any of these codes; none: has no value.")


def _left_out(facets: list[Facet]) -> OpenApiParameter:
    """`-level=city` and so on. As parameters of their own they would be namesakes of `level` in generated clients."""
    members = {f"-{facet.name}": {"type": "string", "pattern": _codes_pattern(_code(facet))} for facet in facets}
    return OpenApiParameter(
        "exclude",
        {"type": "object", "properties": members, "additionalProperties": False},
        OpenApiParameter.QUERY,
        description="Each member is a parameter; records with any of its codes (separated by commas) are left out.",
        style="form",
        explode=True,
    )


def _codes_pattern(code: dict[str, Any]) -> str:
    one = code["pattern"].removeprefix("^").removesuffix("$") if "pattern" in code else "|".join(code["enum"])
    return f"^({one})(,({one}))*$"


def typed(parameters: Iterable[Parameter]) -> list[OpenApiParameter]:
    """The parameters that are no facets."""
    return [query(parameter.name, *_typed(parameter)) for parameter in parameters]


def paging() -> list[OpenApiParameter]:
    """page_size and cursor."""
    size = {"type": "integer", "minimum": 1, "maximum": settings.API_MAX_PAGE_SIZE, "default": settings.API_PAGE_SIZE}
    return [
        query("page_size", size, "Rows on a page."),
        query("cursor", {"type": "string", "minLength": 1}, "page.next_cursor of the page before."),
    ]


def as_of() -> list[OpenApiParameter]:
    """The one parameter of a record."""
    return [query("as_of", *TYPED["as_of"])]


def _typed(parameter: Parameter) -> tuple[dict[str, Any], str]:
    if isinstance(parameter, Names):
        words = {"type": "string", "enum": list(parameter.allowed)}
        return {"type": "array", "items": words, "minItems": 1}, NAMES[parameter.name]
    if isinstance(parameter, OneOf):
        return {"type": "string", "enum": list(parameter.allowed)}, ONE_OF[parameter.name]
    return TYPED[parameter.name]


def _code(facet: Facet) -> dict[str, Any]:
    none = [NONE] if facet.may_be_none else []
    if isinstance(facet.values, Records):
        return {"type": "string", "pattern": f"^({UUID_FORM}|{NONE})$"}
    if isinstance(facet.values, Years):
        return {"type": "string", "pattern": f"^((19|20|21)[0-9]{{2}}|{NONE})$"}
    values = facet.values.all()
    if isinstance(facet.values, Vocabulary) and len(values) > LONGEST_ENUMERATION:
        return {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$"}
    return {"type": "string", "enum": [*values, *none]}


def _name(facet: Facet) -> str:
    return facet.name.replace("_", " ").capitalize()
