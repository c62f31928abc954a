"""Broken links: found in what is published, tried politely, called broken after three days."""

import datetime as dt
import http.server
import threading
from hashlib import sha256

import pytest
from django.utils import timezone

from portal.desk.incomplete import judge
from portal.desk.jobs import check_links, find_incomplete, nightly
from portal.desk.links.checking import ask, check_internal, is_there, note, reached
from portal.desk.links.finding import addresses_in, collect
from portal.desk.models import IncompleteRecord, Link, LinkUse
from portal.jobs.models import Job
from portal.outgoing import Answer
from portal.publication.transaction import transaction
from portal.windows.instants import SHANGHAI
from tests.factories.documents import PolicyDocumentFactory

GONE, WELL = Answer(status=404), Answer(status=200)
DAY = dt.datetime(2026, 3, 2, 3, 0, tzinfo=SHANGHAI)


def test_addresses_are_found_in_fields_lists_and_texts():
    detail = {
        "url": "/policies/own/", "permalink": "http://testserver/id/1", "apply_url": " https://a.example.org/x#part ",
        "attachments": [{"name": "表", "url": "https://b.example.org/表.doc"}], "source": {"url": "ftp://c.example.org"},
        "body_html": '<p><a href="/policies/other/">另一份</a> <a href="mailto:a@b.cn">信</a> <a href="#x">x</a>',
        "previous": {"id": "1", "kind": "notices", "url": "/notices/old/"}, "summary": "https://d.example.org",
    }  # fmt: skip

    assert set(addresses_in(detail)) == {
        ("apply_url", "https://a.example.org/x"), ("attachments", "https://b.example.org/表.doc"),
        ("body_html", "/policies/other/"), ("previous", "/notices/old/"),
    }  # fmt: skip


@pytest.mark.django_db
def test_links_follow_what_is_published():
    page = PolicyDocumentFactory(source_url="https://example.org/a")
    collect()
    assert LinkUse.objects.get().page_id == page.pk
    page.source_url = "https://example.org/b"
    page.save_revision()
    collect()

    assert Link.objects.get().url == "https://example.org/a"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tries", "broken"),
    [
        ([(0, GONE), (0, GONE), (0, GONE)], False),
        ([(0, GONE), (1, GONE)], False),
        ([(0, GONE), (1, GONE), (2, GONE)], True),
        ([(0, GONE), (1, WELL), (2, GONE), (3, GONE)], False),
        ([(0, GONE), (1, GONE), (2, GONE), (3, WELL)], False),
    ],
)
def test_three_failures_on_different_days_break_a_link(tries, broken):
    link = Link.objects.create(digest="0" * 64, url="https://example.org/", host="example.org")
    for day, answer in tries:
        note(link, answer, DAY + dt.timedelta(days=day))
    link.refresh_from_db()

    assert link.broken is broken
    assert link.next_at > DAY


@pytest.mark.parametrize(
    ("answer", "there"),
    [
        (Answer(status=200), True), (Answer(status=403), True), (Answer(status=429), True), (Answer(status=404), False),
        (Answer(status=503), False), (Answer(error="timeout"), False), (Answer(error="refused"), False),
    ],
)  # fmt: skip
def test_what_counts_as_reached(answer, there):
    assert reached(answer) is there


class Server(http.server.BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []

    def answer(self):
        self.asked.append((self.command, self.path))
        wanted = {"/head-unknown": 501 if self.command == "HEAD" else 200, "/moved": 302, "/there": 200}
        self.send_response(wanted.get(self.path, 404))
        if self.path == "/moved":
            self.send_header("Location", "/there")
        self.end_headers()

    do_GET = do_HEAD = answer

    def log_message(self, *args):
        """Silent."""


@pytest.fixture
def server(settings):
    settings.OUTGOING_LOOPBACK = True
    Server.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "there", "asked"),
    [
        ("/there", True, ["HEAD"]), ("/head-unknown", True, ["HEAD", "GET"]), ("/moved", True, ["HEAD", "HEAD"]),
        ("/gone", False, ["HEAD", "GET"]),
    ],
)  # fmt: skip
def test_head_comes_before_get(server, path, there, asked):
    assert reached(ask(server + path)) is there
    assert [method for method, _path in Server.asked] == asked


@pytest.mark.django_db
def test_addresses_of_this_site_are_judged_by_the_tree():
    page = PolicyDocumentFactory()
    draft = PolicyDocumentFactory(title="将撤回")
    path = draft.url
    with transaction():
        draft.unpublish()
    nowhere = {"/nowhere/at/all/", "/policies/no-such-record/"}
    for address in (page.url, path, *nowhere, "/search/"):
        Link.objects.create(digest=sha256(address.encode()).hexdigest(), url=address, internal=True)

    check_internal(timezone.now())

    assert is_there(page.url)
    assert set(Link.objects.filter(broken=True).values_list("url", flat=True)) == {path, *nowhere}


@pytest.mark.django_db
def test_incomplete_records_are_kept_and_forgotten(monkeypatch):
    page = PolicyDocumentFactory()
    find_incomplete(None)
    assert "record_owner" in {row["field"] for row in IncompleteRecord.objects.get().missing}
    monkeypatch.setattr("portal.desk.incomplete.missing", lambda _page: [])

    assert not judge(page, timezone.now())
    assert not IncompleteRecord.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("hour", "jobs"), [(1, 0), (3, 2), (12, 0)])
def test_the_night_asks_once(hour, jobs):
    now = timezone.now().astimezone(SHANGHAI).replace(hour=hour, minute=0)
    nightly(now)
    Job.objects.update(created_at=now)
    nightly(now)

    assert Job.objects.count() == jobs


@pytest.mark.django_db
def test_links_are_checked_in_one_go(monkeypatch):
    PolicyDocumentFactory(source_url="https://example.org/a")
    monkeypatch.setattr("portal.desk.links.checking.ask", lambda url: GONE)

    assert check_links(None)["tried"] == 1
    assert Link.objects.get().failed_days == 1
    assert check_links(None)["tried"] == 0
