"""The engine on Elasticsearch 8.19 and 9: one alias, the serving index behind it, one round trip a page."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from elasticsearch import NotFoundError
from elasticsearch.dsl import Search

from search.engine import DEEPEST_HIT, Engine, EngineUnavailable, Hit, Query, SearchResult, TitleLookup
from search.engines.elastic_breaker import Breaker
from search.engines.elastic_connection import Limits, client, within
from search.engines.elastic_counts import aggregations, counts, split
from search.engines.elastic_explain import explained
from search.engines.elastic_order import BY_SCORE, by_relevance, grouped, sorting
from search.engines.elastic_query import matching, selected, titles
from search.engines.elastic_reading import every, filed
from search.engines.elastic_replacement import ElasticReplacement
from search.engines.elastic_schema import Change, action, building, mapping, template
from search.engines.elastic_writer import done, write
from search.filing import Deletion, Filed, SearchDocument
from search.text.analysis import LAYOUT

ANSWER = ("timed_out", "hits.total.value", "hits.hits._id", "hits.hits._score", "aggregations")
READING = Limits(read=2.0, whole=10.0)
WRITING = Limits(read=30.0, whole=60.0)


class ElasticsearchEngine(Engine):
    """Options: URLS, PREFIX and what portal.settings.search says; `PREFIX` is the alias, `PREFIX-index-*` the indexes.

    A page's search must be over after SECONDS (default 0.6), whatever the server does.
    """

    def __init__(self, options: dict[str, Any]):
        self.options = options
        self.alias: str = options["PREFIX"]
        self.pattern = f"{self.alias}-index-*"
        self._paging = Limits(whole=options.get("SECONDS", 0.6))
        self._client = client(options)
        self._breaker = Breaker()

    def search(self, query: Query) -> SearchResult:
        """Hits, total and counts by one request."""
        with self._asking(self._paging):
            found = self._found(query, self._page(query)).body
            hits = [Hit(hit["_id"], _score(hit, query)) for hit in found.get("hits", {}).get("hits", ())]
            return SearchResult(
                tuple(hits), found["hits"]["total"]["value"], counts(query, found.get("aggregations", {}))
            )

    def _page(self, query: Query) -> Search:
        """Filters on facets that are counted come after the counting, all others before."""
        fixed, chosen = split(query)
        wanted = query.limit and query.offset + query.limit <= DEEPEST_HIT
        made = Search().query(grouped(query, matching(query, fixed))).sort(*sorting(query))
        made = made[query.offset : query.offset + query.limit] if wanted else made[0:0]
        if chosen:
            made = made.post_filter(selected(chosen))
        for name, aggregation in aggregations(query).items():
            made.aggs.bucket(name, aggregation)
        return made

    def _found(self, query: Query, page: Search) -> Any:
        found = self._client.search(
            index=self.alias,
            search_type="dfs_query_then_fetch" if self.options.get("SHARDS", 1) > 1 else None,
            allow_partial_search_results=False,
            filter_path=ANSWER,
            **_keywords(page.extra(track_total_hits=True, track_scores=by_relevance(query), _source=False).to_dict()),
        )
        if found["timed_out"]:
            raise EngineUnavailable("Elasticsearch gave up in the middle of the search")
        return found

    def totals(self, queries: Sequence[Query]) -> list[int]:
        """One multi-search."""
        if not queries:
            return []
        with self._asking(self._paging):
            asked: list[dict[str, Any]] = []
            for query in queries:
                asked += [{}, {"query": matching(query, query.filters).to_dict(), "size": 0, "track_total_hits": True}]
            found = self._client.msearch(index=self.alias, searches=asked)
            return [answer["hits"]["total"]["value"] for answer in found["responses"]]

    def ids(self, query: Query) -> Iterator[str]:
        """From one point in time, in pages."""
        body = {"query": grouped(query, matching(query, query.filters)).to_dict(), "sort": sorting(query)}
        return every(self._client, self._reading, self.alias, body, lambda hit: str(hit["_id"]))

    def titles(self, lookup: TitleLookup) -> tuple[Hit, ...]:
        """By the plain score of the tokens."""
        if not (lookup.pairs or lookup.characters or lookup.sounds):
            return ()
        with self._asking(self._paging):
            found = self._client.search(
                index=self.alias, query=titles(lookup).to_dict(), sort=BY_SCORE, size=lookup.limit, source=False,
                track_total_hits=False, allow_partial_search_results=False,
            )  # fmt: skip
            return tuple(Hit(hit["_id"], hit["_score"]) for hit in found["hits"]["hits"])

    def explain(self, query: Query, record_id: str) -> str:
        """The parts of the recipe and what each gives."""
        with self._reading():
            return explained(self._client, self.alias, query, record_id)

    def apply(self, documents: Iterable[SearchDocument], deletions: Iterable[Deletion] = ()) -> None:
        """In chunks; one that fails leaves those before it done: repeating all of them changes nothing."""
        changes: list[Change] = [*documents, *deletions]
        # An alias that is not there must not become an index of that name, mapped by guessing.
        actions = (action(self.alias, change) for change in changes)
        write(self._client, self._writing, actions, require_alias=True)
        with self._writing():
            done(self._client.indices.refresh(index=self.alias))

    def filed(self) -> dict[str, Filed]:
        """From one point in time, read from doc values."""
        return filed(self._client, self._reading, self.alias)

    def ready(self) -> bool:
        """Whether the alias names one index and that is of this layout."""
        with self._reading():
            found = self._about()
            return len(found) == 1 and found[0].get("layout") == LAYOUT

    def epoch(self) -> str:
        """As the mapping says."""
        with self._reading():
            found = self._about()
            if len(found) != 1:
                raise EngineUnavailable("there is no index yet")
            return str(found[0].get("epoch", ""))

    def _about(self) -> list[dict[str, Any]]:
        """What the mapping of every index behind the alias says of itself."""
        try:
            names = list(self._client.indices.get_alias(name=self.alias).body)
        except NotFoundError:
            return []
        found = self._client.indices.get_mapping(index=names).body
        return [index["mappings"].get("_meta", {}) for index in found.values()]

    def beside(self, epoch: str) -> ElasticReplacement:
        """A new index, without copies and unseen until it serves."""
        name = f"{self.pattern[:-1]}{uuid4().hex[:12]}"
        with self._asking(WRITING):
            done(self._client.indices.put_index_template(name=self.alias, **template(self.pattern, self.options)))
            done(self._client.indices.create(index=name, settings=building(self.options), mappings=mapping(epoch)))
        return ElasticReplacement(self._client, self._writing, self.alias, name, self.options)

    def tidy(self) -> None:
        """Every index of the prefix that the alias does not name."""
        with self._asking(WRITING):
            found = self._client.indices.get(index=self.pattern, features="aliases").body
            for name in [name for name, about in found.items() if self.alias not in about["aliases"]]:
                done(self._client.indices.delete(index=name, ignore_unavailable=True))

    def _reading(self) -> Any:
        return self._asking(READING)

    def _writing(self) -> Any:
        return self._asking(WRITING)

    @contextmanager
    def _asking(self, limits: Limits) -> Iterator[None]:
        with self._breaker.guard(), within(limits):
            yield


def _score(hit: dict[str, Any], query: Query) -> float:
    return float(hit["_score"]) if by_relevance(query) else 0.0


def _keywords(body: dict[str, Any]) -> dict[str, Any]:
    """A request's body as the client's method takes it."""
    return {{"from": "from_", "_source": "source"}.get(name, name): value for name, value in body.items()}
