"""The real servers that tests may use; .ci/run starts them, `.ci/elasticsearch 8.19.0 9219 FOLDER` starts one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from elasticsearch import Elasticsearch

from search.engines.elasticsearch import ElasticsearchEngine

SERVERS = os.environ.get("TEST_ELASTICSEARCH_URLS", "").split()
NO_SERVER = "no Elasticsearch: set TEST_ELASTICSEARCH_URLS"
# A test waits for a busy machine; how fast a page must be is for the fault tests and the benchmarks.
SECONDS = 30.0


@contextmanager
def on_server(url: str, **options: Any) -> Iterator[ElasticsearchEngine]:
    """An engine with names of its own; nothing of it is left behind."""
    prefix = f"test-{uuid4().hex[:12]}"
    try:
        yield ElasticsearchEngine({"URLS": (url,), "PREFIX": prefix, "SECONDS": SECONDS, **options})
    finally:
        with Elasticsearch(url) as client:
            found = list(client.indices.get(index=f"{prefix}*").body)
            if found:
                client.indices.delete(index=found)
            client.indices.delete_index_template(name=prefix)
