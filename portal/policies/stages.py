"""The chain as a picture one can walk: stages in order, their records as nodes, the place where the reader stands."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from portal.policies.chain import CALL, DOCUMENT, FULFILMENT, PRODUCT, RESULT, SCHEME, Form, Surroundings, place_of
from portal.policies.models import Clause
from portal.publication.models import PublishedItem
from portal.windows.clock import stamp

# Nodes of a stage that are seen at once, and those behind "more" at most.
SHOWN = 4
MOST = 40
LABELS: dict[int | str, str | Promise] = {
    # Translators: 政策文件
    DOCUMENT: pgettext_lazy("stage", "Document"),
    # Translators: 条款
    "clause": pgettext_lazy("stage", "Clause"),
    # Translators: 业务品种
    SCHEME: pgettext_lazy("stage", "Scheme"),
    # Translators: 政策产品
    PRODUCT: pgettext_lazy("stage", "Product"),
    # Translators: 申报通知
    CALL: pgettext_lazy("stage", "Call"),
    # Translators: 结果公示
    RESULT: pgettext_lazy("stage", "Result"),
    # Translators: 资金兑现
    FULFILMENT: pgettext_lazy("stage", "Payment"),
}
ORDER: tuple[int | str, ...] = (DOCUMENT, "clause", SCHEME, PRODUCT, CALL, RESULT, FULFILMENT)
# What can be applied for first, then what will be, then the rest.
STATUS_ORDER = ("closing_soon", "open", "open_ended", "upcoming", "suspended", "unannounced", "closed")
# Stages that every record of the chain may come to have: an empty one says that it is not there yet.
EXPECTED = {SCHEME: (CALL, RESULT), PRODUCT: (CALL,), CALL: (RESULT,)}


@dataclass(frozen=True)
class Node:
    """One record or clause; `form` is the stamped list form, `quote` the words of a clause; `here` marks the reader."""

    title: str
    url: str
    kind: str = ""
    form: Form = field(default_factory=dict)
    quote: str = ""
    here: bool = False


@dataclass(frozen=True)
class Stage:
    """One step of the chain; `nodes` are shown, `more` stand behind a click."""

    name: str
    label: str
    nodes: list[Node]
    more: list[Node]
    here: bool


@dataclass(frozen=True)
class Quote:
    """A clause in its words as published now, where it stands, and the schemes cut out of it."""

    clause: str
    label: str
    text: str
    document: str
    url: str
    schemes: list[Form]


def stages_of(form: Form, around: Surroundings, quotes: list[Quote], now: dt.datetime) -> list[Stage]:
    """The stages that have something, and those still to be expected; [] where nothing but the record itself stands."""
    place = place_of(form["kind"], form)
    nodes: dict[int | str, list[Node]] = {name: [] for name in ORDER}
    for item in around.places.values():
        at = place_of(item.kind, item.listing)
        if at is not None and str(item.pk) != form["id"]:
            nodes[at].append(_node(item, str(item.pk) in around.here, now))
    nodes["clause"] = [Node(_title(quote), quote.url, quote=quote.text) for quote in quotes]
    if not any(nodes.values()):
        return []
    if place is not None:
        nodes[place].insert(0, Node(form["title"], form["url"], form["kind"], form, here=True))
    expected = EXPECTED.get(place, ()) if place is not None else ()
    return [_stage(name, nodes[name]) for name in ORDER if nodes[name] or name in expected]


def _title(quote: Quote) -> str:
    return quote.label or quote.text[:16]


def _stage(name: int | str, nodes: list[Node]) -> Stage:
    ordered = sorted(nodes, key=_order)
    here = any(node.here for node in nodes)
    label = str(LABELS[name])
    return Stage(str(name), label, ordered[:SHOWN], ordered[SHOWN:MOST], here)


def _order(node: Node) -> tuple[bool, int]:
    status = node.form.get("status")
    return not node.here, STATUS_ORDER.index(status) if status in STATUS_ORDER else len(STATUS_ORDER)


def _node(item: PublishedItem, here: bool, now: dt.datetime) -> Node:
    return Node(item.title, item.path, item.kind, stamp(item.listing, now), here=here)


def quotes_of(form: Form, around: Surroundings) -> list[Quote]:
    """The clauses that the schemes around rest on, in the words of the documents that are public, in one query."""
    documents = {str(item.pk): item.listing for item in around.at(DOCUMENT)}
    if form["kind"] == "policies":
        documents[form["id"]] = form
    schemes = [item.listing for item in around.at(SCHEME)]
    schemes += [form] if place_of(form["kind"], form) == SCHEME else []
    resting: dict[tuple[str, str], list[Form]] = {}
    for scheme in schemes:
        for row in scheme.get("policies") or ():
            if row["id"] in documents and row["clause"]:
                resting.setdefault((row["id"], row["clause"]), []).append(scheme)
    return _quoted(resting, documents) if resting else []


def _quoted(resting: dict[tuple[str, str], list[Form]], documents: dict[str, Form]) -> list[Quote]:
    rows = Clause.objects.filter(
        document__permanent_id__in={document for document, _clause in resting},
        clause_id__in={clause for _document, clause in resting},
    ).values_list("document__permanent_id", "clause_id", "label", "text")
    found: list[Quote] = []
    for document_id, clause_id, label, text in rows.order_by("document_id", "ordinal"):
        document: Any = documents.get(str(document_id))
        schemes = resting.get((str(document_id), str(clause_id)))
        if document and schemes:
            address = f"{document['url']}#clause-{clause_id}"
            found.append(Quote(str(clause_id), label, text, document["title"], address, schemes))
    return found
