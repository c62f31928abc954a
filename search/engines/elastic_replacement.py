"""A new index beside the serving one; while the server files one batch, the next is cut."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.engine import Replacement
from search.engines.elastic_reading import Asking, filed
from search.engines.elastic_schema import Change, action, settings_of
from search.engines.elastic_writer import done, write
from search.filing import Deletion, Filed, SearchDocument


class ElasticReplacement(Replacement):
    """`asking` is entered around every request."""

    def __init__(self, client: Elasticsearch, asking: Asking, alias: str, name: str, options: Mapping[str, Any]):
        self._client, self._asking, self._alias, self.name, self._options = client, asking, alias, name, options
        self._sender = ThreadPoolExecutor(1, thread_name_prefix="search-rebuild")
        self._sent: Future[None] | None = None

    def apply(self, documents: Iterable[SearchDocument], deletions: Iterable[Deletion] = ()) -> None:
        """Returns before the server has answered: what fails is raised by the next call."""
        changes: list[Change] = [*documents, *deletions]
        actions = [action(self.name, change) for change in changes]
        self._settle()
        self._sent = self._sender.submit(write, self._client, self._asking, actions, require_alias=False)

    def _settle(self) -> None:
        sent, self._sent = self._sent, None
        if sent:
            sent.result()

    def filed(self) -> dict[str, Filed]:
        """Of everything applied so far."""
        self._settle()
        with self._asking():
            done(self._client.indices.refresh(index=self.name))
        return filed(self._client, self._asking, self.name)

    def swap(self) -> None:
        """One request moves the alias and removes what served before."""
        self._settle()
        with self._asking():
            done(self._client.indices.put_settings(index=self.name, settings=settings_of(self._options)))
            done(self._client.indices.refresh(index=self.name))
            moved = [{"remove_index": {"index": old}} for old in self._serving()]
            moved.append({"add": {"index": self.name, "alias": self._alias}})
            done(self._client.indices.update_aliases(actions=moved))
        self._sender.shutdown(wait=False)

    def _serving(self) -> list[str]:
        try:
            return list(self._client.indices.get_alias(name=self._alias).body)
        except NotFoundError:
            return []

    def discard(self) -> None:
        """Remove the index, unless it serves already."""
        self._sender.shutdown(wait=True, cancel_futures=True)
        with self._asking():
            if self.name not in self._serving():
                done(self._client.indices.delete(index=self.name, ignore_unavailable=True))
