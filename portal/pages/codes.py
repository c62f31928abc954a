"""Which members of a representation are filter codes: one line adds a facet to log, lists and search."""

from collections.abc import Callable, Iterator
from typing import Any

from portal.pages.amounts import amount_step

# facet name -> paths into the detail form; `[]` walks a list, `*` all members of an object
CODE_PATHS: dict[str, tuple[str, ...]] = {
    "level": ("level",),
    "region": ("region[]",),
    "field": ("field[]",),
    "org": ("roles.*[].id",),
    "issuing": ("roles.issuing[].id",),
    "interpreting": ("roles.interpreting[].id",),
    "competent": ("roles.competent[].id",),
    "receiving": ("roles.receiving[].id",),
    "authorising": ("roles.authorising[].id",),
    "document_class": ("document_class",),
    "preferential": ("preferential",),
    "category": ("category",),
    "support_form": ("support_form[]",),
    "industry": ("audience.industry[]",),
    "size": ("audience.size[]",),
    "audience": ("audience.size[]", "audience.growth_stage[]", "audience.subject[]"),
    "mode": ("mode", "items[].mode"),
    "purpose": ("items[].purpose",),
    "programme_year": ("programme_year",),
    "series": ("series",),
    "form": ("form",),
    "disclosure_type": ("disclosure_type",),
    "act": ("act",),
    "year": ("year",),
    "policy": ("policies[].id", "basis[].id"),
    "scheme": ("items[].scheme.id", "schemes[].id", "members[].id"),
    "product": ("products[].id",),
    "notice": ("notices[].id",),
}
# facet name -> the code worked out from the detail form, for what the form states as a number
WORKED_OUT: dict[str, Callable[[dict[str, Any]], str | None]] = {"amount": amount_step}


def codes_of(detail: dict[str, Any]) -> dict[str, list[str]]:
    """The filter codes of a detail form; facets without a value are absent."""
    found = {name: [code for path in paths for code in _walk(detail, path)] for name, paths in CODE_PATHS.items()}
    found |= {name: [code] for name, work_out in WORKED_OUT.items() if (code := work_out(detail))}
    return {name: list(dict.fromkeys(codes)) for name, codes in found.items() if codes}


def _walk(value: Any, path: str) -> Iterator[str]:
    head, _, rest = path.partition(".")
    for found in _step(value, head):
        if rest:
            yield from _walk(found, rest)
        elif found is not None and found != "":
            yield str(found).lower() if isinstance(found, bool) else str(found)


def _step(value: Any, name: str) -> Iterator[Any]:
    if not isinstance(value, dict):
        return
    member, listed = name.removesuffix("[]"), name.endswith("[]")
    for found in value.values() if member == "*" else (value.get(member),):
        if listed:
            yield from found or ()
        else:
            yield found
