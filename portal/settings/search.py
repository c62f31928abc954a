"""The search engine: files under DATA_DIR, or the Elasticsearch that ELASTICSEARCH_URL names."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment

EMBEDDED = "search.engines.embedded.EmbeddedEngine"
ELASTICSEARCH = "search.engines.elasticsearch.ElasticsearchEngine"


def engine(folder: Path) -> dict[str, Any]:
    """`settings.SEARCH_ENGINE`: the embedded engine in `folder` unless there is an address of a server."""
    urls = tuple(address(url) for url in environment.words("ELASTICSEARCH_URL"))
    if not urls:
        return {"ENGINE": EMBEDDED, "PATH": folder}
    return {
        "ENGINE": ELASTICSEARCH,
        "URLS": urls,
        # Name of the alias, and of the indexes behind it with `-index-…`: one for each portal of a cluster.
        "PREFIX": environment.text("ELASTICSEARCH_INDEX", "huiqi"),
        "API_KEY": environment.text("ELASTICSEARCH_API_KEY"),
        "BASIC_AUTH": user(),
        "CA_FILE": environment.text("ELASTICSEARCH_CA_FILE"),
        "FINGERPRINT": environment.text("ELASTICSEARCH_FINGERPRINT"),
        "VERIFY": environment.switch("ELASTICSEARCH_VERIFY", True),
        "SHARDS": environment.whole_number("ELASTICSEARCH_SHARDS", 1),
        # auto: one copy as soon as there is a second node.
        "REPLICAS": replicas(),
        "REFRESH": environment.text("ELASTICSEARCH_REFRESH", "1s"),
        # After this a page's search is over and the database answers.
        "SECONDS": environment.whole_number("ELASTICSEARCH_SEARCH_MS", 600) / 1000,
    }


def address(url: str) -> str:
    """A node's address with its port. Raises ImproperlyConfigured, without repeating what may hold a password."""
    parts = urlsplit(url)
    try:
        port = parts.port or {"https": 443, "http": 9200}.get(parts.scheme)
    except ValueError:
        port = None
    if not (port and parts.hostname) or parts.username or parts.query:
        raise ImproperlyConfigured(
            "ELASTICSEARCH_URL must be addresses such as https://search1.example:9200, separated by commas; "
            "ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD, or ELASTICSEARCH_API_KEY, say who we are."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{port}{parts.path.rstrip('/')}"


def user() -> tuple[str, str] | None:
    """(name, password), None where an API key or nothing is given."""
    name, password = environment.text("ELASTICSEARCH_USER"), environment.text("ELASTICSEARCH_PASSWORD")
    if bool(name) != bool(password) or (name and environment.text("ELASTICSEARCH_API_KEY")):
        raise ImproperlyConfigured(
            "Set ELASTICSEARCH_USER together with ELASTICSEARCH_PASSWORD, or ELASTICSEARCH_API_KEY alone."
        )
    return (name, password) if name else None


def replicas() -> str | int:
    """A number of copies, or auto."""
    if environment.text("ELASTICSEARCH_REPLICAS", "auto") == "auto":
        return "auto"
    return environment.whole_number("ELASTICSEARCH_REPLICAS", 1)
