"""The catalogue's three serialisations, made once for each dump: RDF is too slow to write for every request."""

import json
import threading
from dataclasses import dataclass

from django.conf import settings
from rdflib import Graph

from api.catalogue.graph import PREFIXES, catalogue
from api.dumps import manifest as manifests

# By the ending of the address: (media type, rdflib's name).
FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "json-ld"),
    "rdf": ("application/rdf+xml", "pretty-xml"),
}


@dataclass(frozen=True)
class Serialised:
    """The texts by ending, and what they were made from."""

    made_from: tuple[object, ...]
    texts: dict[str, bytes]


_lock = threading.Lock()
_kept: Serialised | None = None


def serialised(ending: str) -> bytes:
    """The catalogue in one of FORMATS, as of the newest dump."""
    global _kept
    source = (manifests.identity(), settings.PORTAL_BASE_URL, settings.API_LICENCE["url"])
    kept = _kept
    if kept is None or kept.made_from != source:
        with _lock:
            kept = _kept
            if kept is None or kept.made_from != source:
                kept = _kept = Serialised(source, _texts())
    return kept.texts[ending]


def _texts() -> dict[str, bytes]:
    graph = catalogue(manifests.current())
    return {ending: _text(graph, name) for ending, (_media, name) in FORMATS.items()}


def _text(graph: Graph, name: str) -> bytes:
    if name != "json-ld":
        return graph.serialize(format=name, encoding="utf-8")
    # Readable names, and an order: rdflib's own differs between processes, and so would the entity tags.
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    document = json.loads(graph.serialize(format=name, context=context))
    document["@graph"].sort(key=lambda node: node["@id"])
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode()
