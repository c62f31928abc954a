"""A published record as an engine files it: from the log's rows alone, never from pages."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from portal.pages.amounts import stated_amount
from portal.policies.numbers import normal_form
from portal.publication.models import PublishedItem, PublishedSpan
from search.filing import Deadline, SearchDocument
from search.filters.facet_types import Facts
from search.filters.facets import FACETS
from search.filters.parameters import number_terms
from search.ranges import day_number, microseconds
from search.text.recipe import numbers

# Members of the detail form that people read, beside the title.
TEXTS = (
    "summary", "doc_number", "index_number", "subject", "keywords", "edition", "catalogue_name", "service_code",
    "roles", "audience", "amount", "stacking", "cycle", "window_text", "valid_text", "time_text", "conditions_text",
    "conditions", "materials", "items", "members", "policies", "method", "process", "data_basis", "place", "themes",
    "objection_channel", "text_alternative", "contents", "entries", "body_text",
)  # fmt: skip
# Codes, ids and addresses inside those members.
NOT_TEXT = frozenset({
    "id", "kind", "url", "form", "scheme", "windows", "purpose", "mode", "industry", "size", "growth_stage",
    "region", "rule", "with", "clause", "uscc", "certificate_no", "valid_to", "hours", "phone",
})  # fmt: skip
# Printed codes by which a record is looked up as a whole.
NUMBERS = ("doc_number", "index_number", "service_code")


def document(item: PublishedItem, detail: Mapping[str, Any]) -> SearchDocument:
    """The search document of a live record; `detail` is that of its current version.

    Reads `item.facet_rows` and `item.spans`: prefetch them.
    """
    spans = sorted(item.spans.all(), key=lambda span: (span.axis, span.starts_at))
    codes: dict[str, list[str]] = {}
    for row in sorted(item.facet_rows.all(), key=lambda row: (row.name, row.value)):
        codes.setdefault(row.name, []).append(row.value)
    facts = Facts(item.kind, item.subtype, codes, spans)
    return SearchDocument(
        id=str(item.pk),
        position=item.position,
        title=item.title,
        text=text_of(detail),
        numbers=numbers_of(item, detail),
        terms=number_terms(item.number).union(*(facet.index_terms(facts) for facet in FACETS.values())),
        codes=frozenset(code for facet in FACETS.values() for code in facet.index_codes(facts)),
        amount=stated_amount(detail),
        date=day_number(item.date),
        issued=issued_of(item, detail),
        updated=microseconds(item.updated_at),
        level_rank=item.level_rank,
        deadlines=tuple(deadlines(spans)),
    )


def text_of(detail: Mapping[str, Any]) -> str:
    """Everything people read besides the title, one text a line."""
    return "\n".join(text for name in TEXTS for text in _texts(detail.get(name)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for member in value:
            yield from _texts(member)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name not in NOT_TEXT:
                yield from _texts(member)


def numbers_of(item: PublishedItem, detail: Mapping[str, Any]) -> tuple[str, ...]:
    """Normal forms of the number, of the parts of a joined one, of 索引号 and service code."""
    printed = [str(detail[name]) for name in NUMBERS if detail.get(name)]
    found = [number for text in printed for number in (*numbers(text), normal_form(text))]
    return tuple(dict.fromkeys(number for number in (item.number, *found) if number))


def issued_of(item: PublishedItem, detail: Mapping[str, Any]) -> int:
    """The day that `issued_from` asks for: 成文日期 where the kind has one (0 when not stated), else the listed day."""
    if "issued_on" in detail and not detail["issued_on"]:
        return 0
    return day_number(item.date)


def deadlines(spans: list[PublishedSpan]) -> Iterator[Deadline]:
    """The effective opening and closing of every instant, neighbours with the same ones joined."""
    timed = [span for span in spans if span.axis == "status"]
    for (opens_at, closes_at), group in groupby(timed, key=lambda span: (span.opens_at, span.closes_at)):
        until = microseconds(list(group)[-1].ends_at)
        yield Deadline(until=until, closes=microseconds(closes_at), opens=microseconds(opens_at))
