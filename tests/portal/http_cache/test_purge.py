"""The proxy in front is told what changed; one that is away is told later."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from wagtail.models import Site

from portal.home.tree import ensure_site_tree
from portal.http_cache.purge import ProxyPurge
from portal.publication.consumers import advance, cursor_of
from portal.publication.head import log_head
from portal.publication.models import PublicationEvent
from portal.publication.unavailable import Unavailable
from tests.search.records import publish

pytestmark = pytest.mark.django_db


class Proxy:
    """Notes (method, host, path) and answers with `status`."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.status = 200
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                proxy.asked.append((self.command, self.headers["Host"], self.path))
                self.send_response(proxy.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def proxy(settings: Any) -> Iterator[Proxy]:
    made = Proxy()
    settings.PROXY_PURGE_URLS = [made.url]
    yield made
    made.server.shutdown()
    made.server.server_close()


def moved() -> None:
    """An event of a record that moved."""
    publish(title="迁移的政策")
    PublicationEvent.objects.update(path="/policies/迁移/", previous_path="/policies/before/")


def test_address_former_address_and_their_english_twins(proxy: Proxy) -> None:
    moved()
    ProxyPurge().handle(list(PublicationEvent.objects.all()))
    twice = ("/policies/%E8%BF%81%E7%A7%BB/", "/policies/before/")
    assert proxy.asked == [("PURGE", "testserver", f"{prefix}{path}") for path in twice for prefix in ("", "/en")]


def test_every_site_that_shows_the_record_is_told(proxy: Proxy) -> None:
    home = ensure_site_tree()
    Site.objects.create(hostname="district.example", root_page=home)
    publish(title="各站都有的政策")

    ProxyPurge().handle(list(PublicationEvent.objects.all()))

    assert {host for _method, host, _path in proxy.asked} == {"testserver", "district.example"}


def test_what_was_published_before_there_was_a_proxy_is_not_in_it(proxy: Proxy) -> None:
    moved()
    advance(ProxyPurge())
    assert proxy.asked == []
    publish(title="其后发布的政策")
    advance(ProxyPurge())
    assert len(proxy.asked) == 2
    assert cursor_of("proxy").position == log_head().position


@pytest.mark.parametrize(("status", "raised"), [(200, None), (404, None), (405, ValueError), (503, Unavailable)])
def test_what_the_proxy_answers(proxy: Proxy, status: int, raised: type[Exception] | None) -> None:
    moved()
    proxy.status = status
    if raised is None:
        ProxyPurge().handle(list(PublicationEvent.objects.all()))
    else:
        with pytest.raises(raised, match=str(status)):
            ProxyPurge().handle(list(PublicationEvent.objects.all()))
    assert proxy.asked


def test_a_proxy_that_is_away(settings: Any) -> None:
    settings.PROXY_PURGE_URLS = ["http://127.0.0.1:1"]
    moved()
    with pytest.raises(Unavailable):
        ProxyPurge().handle(list(PublicationEvent.objects.all()))
