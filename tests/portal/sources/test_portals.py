"""Another portal of this product: its dump, its change feed, its tombstones; what it does wrong changes nothing.

What the other one says is recorded from the code of this one: its own manifest, events and detail forms.
"""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from api.dumps.export import export
from portal.pages.verbs import publish_changes, withdraw
from portal.policies.models import PolicyDocument
from portal.sources.deciding import accept
from portal.sources.models import RecordState, Source, SourceRecord
from portal.taxonomy.models import Organisation
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.sources.conftest import Web, packed, visit

# A dump is made from one view of the database, which a test's own transaction would hide.
real = pytest.mark.django_db(transaction=True, serialized_rollback=True)
pytestmark = pytest.mark.django_db


class Other:
    """This portal's own answers, given by another host."""

    def __init__(self, web: Web, client: Client) -> None:
        self.web, self.client = web, client
        for path in ("/data/dumps/manifest.json", "/api/v1/changes"):
            web.answers[path] = self.answer

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        said = self.client.get(path)
        body = b"".join(said.streaming_content) if said.streaming else said.content
        return said.status_code, {}, body

    def open(self, *pages: Any) -> None:
        for page in pages:
            self.web.answers[f"/api/v1/{page.kind}/{page.permanent_id}"] = self.answer

    def dump(self) -> None:
        for file in json.loads(self.answer("/data/dumps/manifest.json")[2])["texts"]:
            self.web.answers[file["path"]] = self.answer


@pytest.fixture
def other(web: Web, client: Client, settings: Any, tmp_path: Any) -> Other:
    settings.DUMPS_ROOT = tmp_path / "dumps"
    return Other(web, client)


@pytest.fixture
def source(db: None, web: Web) -> Source:
    return Source.objects.create(name="省平台", form="portal", address=web.url, kinds=["policies"])


def there(title: str = "省里的措施") -> PolicyDocument:
    body = [
        {"type": "clause", "value": {"label": "第一条", "heading": "", "text": "<p>给予奖励。</p>"}, "id": "5" * 32}
    ]
    return PolicyDocumentFactory(title=title, doc_number="苏政发〔2026〕1号", body=json.dumps(body))


@real
@pytest.mark.slow
def test_a_dump_then_the_changes_then_a_tombstone(other: Other, source: Source, editor: Any) -> None:
    first = there()
    export()
    other.dump()
    told = visit(source)
    assert (told.counts["new"], told.error, bool(told.position)) == (1, "", True)
    record = SourceRecord.objects.get()
    accept(record=record, digest=record.pending_digest, user=editor)
    copied = PolicyDocument.objects.get(source_id=str(first.permanent_id))
    assert copied.permanent_id != first.permanent_id and copied.doc_number == first.doc_number
    assert copied.source_url == f"{source.address}/i/{first.permanent_id}" and copied.source_name == "省平台"
    assert "给予奖励。" in str(copied.body)

    first.title = "省里的新措施"
    publish_changes(page=first)
    other.open(first, copied)
    visit(source)
    record.refresh_from_db()
    assert (record.state, record.pending["title"]) == (RecordState.WAITING, "省里的新措施")

    withdraw(page=first, reason="issued_in_error")
    visit(source)
    record.refresh_from_db()
    assert record.vanished_since and record.asked_at and record.upstream_reason == "issued_in_error"


@real
@pytest.mark.slow
def test_a_position_that_is_not_kept_begins_anew(other: Other, source: Source) -> None:
    there()
    export()
    other.dump()
    Source.objects.update(position="00000000-00000000000000000009")
    source.refresh_from_db()

    assert visit(source).error == "" and SourceRecord.objects.count() == 1
    visit(source)
    assert SourceRecord.objects.count() == 1


def said(web: Web, *forms: dict[str, Any], sha: str = "") -> None:
    body = packed(*forms)
    file = {"path": "/d/p.gz", "kind": "policies", "sha256": sha or hashlib.sha256(body).hexdigest()}
    web.say("/data/dumps/manifest.json", {"cursor": "c-1", "texts": [file]})
    web.say("/d/p.gz", body)
    web.say("/api/v1/changes", {"data": [], "next_cursor": "c-2", "has_more": False})


FORM = {"id": "00000000-0000-4000-8000-000000000001", "kind": "policies", "title": "措施"}


@pytest.mark.parametrize(
    "forms",
    [{"title": None}, {"issued_on": "gestern"}, {"roles": "x"}, {"attachments": [1]}, {"id": None}, {"body_html": 3}],
)
def test_what_no_page_could_say_is_refused_by_line(web: Web, source: Source, forms: dict[str, Any]) -> None:
    said(web, {**FORM, **forms}, {**FORM, "id": "00000000-0000-4000-8000-000000000002"})
    told = visit(source)
    assert told.error == "" and [row["line"] for row in told.refusals] == [1] and SourceRecord.objects.count() == 1


def test_a_damaged_dump_and_nonsense_change_nothing(web: Web, source: Source) -> None:
    said(web, FORM, sha="0" * 64)
    assert "/d/p.gz" in visit(source).error
    web.say("/data/dumps/manifest.json", {"cursor": "c", "texts": [{"path": "http://10.0.0.1/x", "kind": "policies"}]})
    assert "10.0.0.1" in visit(source).error
    web.say("/data/dumps/manifest.json", b"<html>")
    assert visit(source).error
    assert not SourceRecord.objects.exists() and Source.objects.get().position == ""


def test_a_busy_portal_is_asked_again_shortly(web: Web, source: Source) -> None:
    said(web, FORM)
    busy = iter([(503, {"retry-after": "0"}, b""), web.answers["/data/dumps/manifest.json"]])
    web.answers["/data/dumps/manifest.json"] = lambda path: next(busy)
    assert visit(source).counts["new"] == 1


def test_bodies_are_looked_up_and_not_made_before_somebody_accepts(web: Web, source: Source, editor: Any) -> None:
    said(web, {**FORM, "roles": {"issuing": [{"id": "x", "name": "江苏省某某厅"}]}})
    visit(source)
    assert not Organisation.objects.filter(name="江苏省某某厅").exists()
