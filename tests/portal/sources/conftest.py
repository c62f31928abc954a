"""A portal with its tree, records of a source, and a small web server that says what a test tells it."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from portal.home.tree import ensure_site_tree
from portal.jobs.queue import enqueue
from portal.jobs.worker import drain
from portal.sources.models import Source, SourceRun
from tests.factories.accounts import UserFactory


@pytest.fixture
def site_tree(db: None) -> None:
    ensure_site_tree()


@pytest.fixture
def editor(db: None) -> Any:
    return UserFactory(username="editor", is_superuser=True, is_staff=True)


def document(number: int, **facts: Any) -> dict[str, Any]:
    return {
        "source_id": f"t-{number}",
        "title": f"关于支持第{number}类企业的通知",
        "doc_number": f"苏府发〔2026〕{number}号",
        "issuing_body": "苏州市人民政府办公室",
        "level": "市",
        "issued_on": "2026-01-05",
        "url": f"http://www.example.gov.cn/{number}.html",
        "body": "各有关单位：\n一、加大投入。\n二、落实责任。",
        **facts,
    }


def lines(*records: dict[str, Any] | str) -> bytes:
    return "\n".join(
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records
    ).encode()


@pytest.fixture
def feed(site_tree: None, tmp_path: Path, settings: Any) -> "Feed":
    """A JSON Lines file as a source."""
    settings.SOURCE_FOLDERS = [tmp_path.resolve()]
    return Feed(tmp_path / "feed.jsonl")


class Feed:
    """A source, its file, and visits to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.source = Source.objects.create(name="市政府文件", form="jsonl", address=str(path), kinds=["policies"])

    def visit(self, *records: dict[str, Any] | str) -> SourceRun:
        self.path.write_bytes(lines(*records))
        return visit(self.source)

    def set(self, **values: Any) -> None:
        Source.objects.filter(pk=self.source.pk).update(**values)
        self.source.refresh_from_db()


def visit(source: Source) -> SourceRun:
    job = enqueue("sources.fetch", source=source.pk)
    drain()
    source.refresh_from_db()
    return SourceRun.objects.get(job=job.pk)


Answer = tuple[int, dict[str, str], bytes]


class Web:
    """A server on loopback: `answers[path]` is what it says, or a function of the path."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[str], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                found = web.answers.get(self.path) or web.answers.get(self.path.split("?")[0])
                found = found(self.path) if callable(found) else found
                status, headers, body = found or (404, {}, b"")
                self.send_response(status)
                for name, value in {"content-length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def say(self, path: str, body: bytes | dict[str, Any], status: int = 200, **headers: str) -> None:
        said = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.answers[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, said)


@pytest.fixture
def web(settings: Any) -> Iterator[Web]:
    settings.OUTGOING_LOOPBACK = True
    found = Web()
    yield found
    found.server.shutdown()
    found.server.server_close()


def packed(*records: dict[str, Any]) -> bytes:
    return gzip.compress(lines(*records))
