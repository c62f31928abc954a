"""The index in Elasticsearch: settings, strict mapping, template; and documents as it takes them."""

from collections.abc import Mapping
from typing import Any

from elasticsearch.dsl import Keyword, Long, Nested, Text
from elasticsearch.dsl import Mapping as IndexMapping

from search.filing import Deletion, SearchDocument, digest_of, tie_of
from search.text.analysis import LAYOUT, analysed

Change = SearchDocument | Deletion
LARGEST = 2**63 - 1
MOST_CODES = 65_000
LATEST_DAY = 2**22 - 1
NUMBERS = ("issued", "updated", "amount")


def mapping(epoch: str | None = None) -> dict[str, Any]:
    """Texts are cut in Python: the analyzer splits at blanks only. `_source` is off: everything comes from the
    database again; what is read back (position, digest) are doc values.
    """
    found = IndexMapping()
    found.meta("dynamic", "strict")
    found.meta("_source", enabled=False)
    for name in ("state", "terms", "exact"):
        found.field(name, Keyword(doc_values=False, norms=False))
    # Counted on every page: its table of values is made at refresh, not by the first reader.
    found.field("codes", Keyword(eager_global_ordinals=True))
    for name in ("title_pairs", "title_characters", "title_sounds", "text_pairs", "text_characters"):
        positions = name == "title_pairs"
        found.field(name, Text(analyzer="whitespace", index_options="positions" if positions else "freqs"))
    found.field("digest", Keyword(index=False))
    for name in ("date", "tie", "level_rank", "position"):
        found.field(name, Long(index=False))
    for name in NUMBERS:
        found.field(name, Long())
    found.field("deadlines", Nested(properties={name: Long() for name in ("from", "until", "opens", "closes")}))
    made = found.to_dict()
    return made if epoch is None else {**made, "_meta": {"epoch": epoch, "layout": LAYOUT}}


def settings_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """How a serving index is kept; REPLICAS `auto` is one as soon as there is a second node."""
    replicas = options.get("REPLICAS", "auto")
    copies = {"auto_expand_replicas": "0-1"} if replicas == "auto" else {"number_of_replicas": int(replicas)}
    return {"index": {"refresh_interval": options.get("REFRESH", "1s"), **copies}}


def building(options: Mapping[str, Any]) -> dict[str, Any]:
    """How an index is built: alone and unseen. Deepest page and number of codes as the contract has them."""
    shards = int(options.get("SHARDS", 1))
    alone = {"auto_expand_replicas": "false", "number_of_replicas": 0, "refresh_interval": "-1"}
    return {"index": {"number_of_shards": shards, **alone}}


def template(pattern: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """For every index of the portal, also one that somebody makes by hand: nothing is ever mapped by guessing."""
    kept = settings_of(options)["index"] | {"number_of_shards": int(options.get("SHARDS", 1))}
    return {
        "index_patterns": [pattern],
        "priority": 500,
        "template": {"settings": {"index": kept}, "mappings": mapping()},
        "meta": {"owner": "huiqi"},
    }


def action(index: str, change: Change) -> dict[str, Any]:
    """A change for the client's bulk helpers.

    A deletion is a document as well: it outlives the time for which Elasticsearch remembers versions of the deleted.
    """
    body = (
        live(change) if isinstance(change, SearchDocument) else {"state": "gone", "position": clamped(change.position)}
    )
    return {
        "_op_type": "index",
        "_index": index,
        "_id": change.id,
        "version": change.position,
        "version_type": "external_gte",
        "_source": body,
    }


def live(document: SearchDocument) -> dict[str, Any]:
    """A record that can be found. An amount that is not stated is left out, so that it comes last."""
    cut = analysed(document)
    return {
        "state": "live",
        "position": document.position,
        "digest": digest_of(document),
        "title_pairs": cut.title_pairs,
        "title_characters": cut.title_characters,
        "title_sounds": cut.title_sounds,
        "text_pairs": cut.text_pairs,
        "text_characters": cut.text_characters,
        "exact": list(cut.exact),
        "terms": sorted(document.terms),
        "codes": sorted(document.codes),
        "date": max(0, min(LATEST_DAY, document.date)),
        "tie": tie_of(document.id),
        "level_rank": document.level_rank,
        **{name: clamped(value) for name in NUMBERS if (value := getattr(document, name)) > 0},
        "deadlines": deadlines(document),
    }


def deadlines(document: SearchDocument) -> list[dict[str, int]]:
    """Each with the instants from which and before which it counts."""
    starts = [-LARGEST, *(found.until for found in document.deadlines)]
    return [
        {"from": clamped(start), "until": clamped(found.until), "opens": found.opens, "closes": found.closes}
        for start, found in zip(starts, document.deadlines, strict=False)
    ]


def clamped(number: int) -> int:
    """What a signed field of 64 bits can hold."""
    return max(-LARGEST, min(LARGEST, int(number)))
