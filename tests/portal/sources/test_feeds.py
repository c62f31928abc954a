"""JSON Lines: two memories a record, nothing twice, nothing lost, and a list that looks broken makes nothing vanish."""

import datetime as dt
import gzip
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from portal.jobs.models import Job
from portal.jobs.queue import enqueue
from portal.jobs.running import do, take
from portal.jobs.worker import drain
from portal.pages.verbs import publish_changes
from portal.policies.models import PolicyDocument
from portal.publication.models import PublicationEvent
from portal.sources import visits
from portal.sources.deciding import Overtaken, accept, reject
from portal.sources.models import Deed, RecordState, Source, SourceRecord, SourceRun
from portal.sources.schedule import due
from portal.sources.visits import confirm_short
from tests.portal.sources.conftest import Feed, Web, document, lines, visit

pytestmark = pytest.mark.django_db


def one() -> SourceRecord:
    return SourceRecord.objects.get(upstream_id="t-1")


def accepted(editor: Any, upstream_id: str = "t-1") -> Any:
    record = SourceRecord.objects.get(upstream_id=upstream_id)
    return accept(record=record, digest=record.pending_digest, user=editor)


def test_a_new_record_waits_and_changes_nothing(feed: Feed) -> None:
    told = feed.visit(document(1), document(2))

    assert told.counts["new"] == 2 and told.ended_at
    assert one().state == RecordState.WAITING and one().accepted is None
    assert not PolicyDocument.objects.exists()


def test_accepting_publishes_with_provenance(feed: Feed, editor: Any) -> None:
    feed.set(licence="CC BY 4.0")
    feed.visit(document(1))

    outcome = accepted(editor)

    page = PolicyDocument.objects.get()
    assert outcome.published and page.live
    assert (page.source_name, page.source_id, page.source_licence) == ("市政府文件", "t-1", "CC BY 4.0")
    assert page.source_url == "http://www.example.gov.cn/1.html"
    assert page.source_retrieved_on == timezone.localdate()
    assert one().page_id == page.pk and one().accepted_by == editor and one().pending is None
    assert PublicationEvent.objects.get().type == "policy.published"
    assert feed.visit(document(1)).counts == {"same": 1, "settled": 0}


def test_a_pending_one_that_changes_again_is_replaced(feed: Feed, editor: Any) -> None:
    feed.visit(document(1))
    accepted(editor)
    feed.visit(document(1, title="第二版"))
    feed.visit(document(1, title="第三版"))

    assert (one().pending["title"], one().accepted["title"]) == ("第三版", "关于支持第1类企业的通知")
    assert SourceRecord.objects.count() == 1
    feed.visit(document(1))
    assert one().pending is None and one().state == RecordState.SETTLED


def test_a_rejected_one_comes_back_only_when_it_changes(feed: Feed, editor: Any) -> None:
    feed.visit(document(1))
    reject(record=one(), digest=one().pending_digest, user=editor)

    feed.visit(document(1))
    assert one().state == RecordState.REJECTED
    feed.visit(document(1, title="改过的"))
    assert one().state == RecordState.WAITING


def test_what_somebody_else_decided_is_not_decided_again(feed: Feed, editor: Any) -> None:
    feed.visit(document(1))
    seen = one().pending_digest
    feed.visit(document(1, title="改过的"))

    with pytest.raises(Overtaken):
        accept(record=one(), digest=seen, user=editor)
    assert not PolicyDocument.objects.exists()


def test_some_fields_are_accepted_and_the_others_stay(feed: Feed, editor: Any) -> None:
    feed.visit(document(1))
    accepted(editor)
    feed.visit(document(1, title="新标题", doc_number="苏府发〔2026〕99号"))

    accept(record=one(), digest=one().pending_digest, user=editor, names={"title"})

    page = PolicyDocument.objects.get()
    assert (page.title, page.doc_number) == ("新标题", "苏府发〔2026〕1号")
    assert one().state == RecordState.SETTLED
    assert list(one().decisions.filter(deed=Deed.ACCEPTED).values_list("fields", flat=True))[0] != []


def test_a_date_applies_by_itself_where_nobody_changed_it_here(feed: Feed, editor: Any) -> None:
    feed.set(dates_by_themselves=True)
    feed.visit(document(1), document(2))
    accepted(editor), accepted(editor, "t-2")
    mine = PolicyDocument.objects.get(source_id="t-2")
    mine.issued_on = dt.date(2026, 3, 3)
    publish_changes(page=mine, user=editor)

    feed.visit(document(1, issued_on="2026-02-02"), document(2, issued_on="2026-02-02"))

    assert PolicyDocument.objects.get(source_id="t-1").issued_on == dt.date(2026, 2, 2)
    assert one().state == RecordState.SETTLED
    assert one().decisions.filter(deed=Deed.APPLIED, by=None).count() == 1
    assert PolicyDocument.objects.get(source_id="t-2").issued_on == dt.date(2026, 3, 3)
    assert SourceRecord.objects.get(upstream_id="t-2").state == RecordState.WAITING


def test_a_date_applies_and_the_rest_still_waits(feed: Feed, editor: Any) -> None:
    feed.set(dates_by_themselves=True)
    feed.visit(document(1))
    accepted(editor)
    feed.visit(document(1, issued_on="2026-02-02", title="新标题"))
    feed.visit(document(1, issued_on="2026-02-03", title="新标题"))

    page = PolicyDocument.objects.get()
    assert (page.issued_on, page.title) == (dt.date(2026, 2, 3), "关于支持第1类企业的通知")
    assert one().state == RecordState.WAITING and "issued_on" in one().applied["fields"]


def test_dates_wait_like_everything_else_without_the_rule(feed: Feed, editor: Any) -> None:
    feed.visit(document(1))
    accepted(editor)
    feed.visit(document(1, issued_on="2026-02-02"))

    assert PolicyDocument.objects.get().issued_on == dt.date(2026, 1, 5)
    assert one().state == RecordState.WAITING


def test_accepting_may_make_drafts_only(feed: Feed, editor: Any) -> None:
    feed.set(publish=False)
    feed.visit(document(1))

    assert not accepted(editor).published
    assert not PolicyDocument.objects.get().live and not PublicationEvent.objects.exists()


def test_what_the_gate_refuses_stays_a_draft_with_the_reason(feed: Feed, editor: Any, settings: Any) -> None:
    settings.PUBLICATION_GATE = "enforced"
    feed.visit(document(1, body="", issuing_body=None))

    outcome = accepted(editor)

    assert not outcome.published and outcome.reasons and not PolicyDocument.objects.get().live
    assert one().decisions.first().note == " ".join(outcome.reasons)


def test_a_record_in_work_gets_the_change_into_its_draft(feed: Feed, editor: Any) -> None:
    feed.visit(document(1))
    accepted(editor)
    page = PolicyDocument.objects.get()
    page.summary = "编辑正在写"
    page.save_revision(user=editor)
    feed.visit(document(1, title="新标题"))

    outcome = accepted(editor)

    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert not outcome.published and outcome.reasons
    assert (page.title, draft.title, draft.summary) == ("关于支持第1类企业的通知", "新标题", "编辑正在写")


def test_a_list_that_is_suddenly_short_makes_nothing_vanish(feed: Feed, editor: Any) -> None:
    feed.visit(*map(document, range(1, 6)))
    accepted(editor)

    told = feed.visit(document(2), document(3))

    assert told.error and feed.source.suspected == 2 and feed.source.listed == 5
    assert one().vanished_since is None
    confirm_short(feed.source)
    feed.visit(document(2), document(3))
    assert one().vanished_since is not None and SourceRecord.objects.count() == 3


def test_an_empty_list_is_suspected(feed: Feed, editor: Any) -> None:
    feed.visit(document(1))
    accepted(editor)
    assert feed.visit("").error and one().vanished_since is None


def test_a_line_that_names_nothing_makes_nothing_vanish(feed: Feed, editor: Any) -> None:
    feed.visit(document(1), document(2), document(3))
    accepted(editor)

    told = feed.visit(document(2), document(3), "{garbage")

    assert told.refusals == [{"line": 3, "id": None, "reason": told.refusals[0]["reason"]}]
    assert one().vanished_since is None


def test_bad_lines_are_told_by_line_and_stop_no_other(feed: Feed) -> None:
    told = feed.visit(document(1), "[1]", document(2, issued_on="gestern"), document(1), document(4))

    assert [row["line"] for row in told.refusals] == [2, 3, 4]
    assert set(SourceRecord.objects.values_list("upstream_id", flat=True)) == {"t-1", "t-4"}


def test_nothing_is_taken_twice_after_a_kill_in_the_middle(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.sources.fetching.lines.AT_ONCE", 2)
    feed.path.write_bytes(lines(*map(document, range(1, 8))))
    job = enqueue("sources.fetch", source=feed.source.pk)
    store, calls = visits._store, []

    def dies_at_the_third(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return store(*arguments)

    monkeypatch.setattr(visits, "_store", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        do(take(timezone.now()))
    assert SourceRecord.objects.count() == 4

    do(take(timezone.now() + dt.timedelta(minutes=1)))

    assert SourceRecord.objects.count() == 7 and SourceRun.objects.count() == 1
    job.refresh_from_db()
    assert (job.state, job.result["new"], job.result["same"]) == ("done", 3, 4)


def test_a_visit_that_fails_leaves_everything_and_says_why(feed: Feed) -> None:
    feed.visit(document(1))
    feed.path.unlink()
    told = visit(feed.source)

    assert "No such file" in told.error and feed.source.failures == 1 and SourceRecord.objects.count() == 1
    feed.visit(document(1))
    assert feed.source.failures == 0 and feed.source.error == ""


def test_only_opened_folders_are_read(feed: Feed, settings: Any, tmp_path: Path) -> None:
    feed.set(address="/etc/passwd")
    assert "/etc/passwd" in visit(feed.source).error
    feed.set(address=str(tmp_path / ".." / "feed.jsonl"))
    assert visit(feed.source).error


def test_an_address_is_fetched_with_its_key(feed: Feed, web: Web, settings: Any) -> None:
    settings.SOURCE_KEYS = {"CITY": (urlsplit(web.url).netloc, "secret"), "ELSEWHERE": ("data.example.gov.cn", "other")}
    web.say("/feed.jsonl.gz", gzip.compress(lines(document(1))))
    feed.set(address=f"{web.url}/feed.jsonl.gz", key_name="CITY")

    assert visit(feed.source).counts["new"] == 1
    assert web.asked[0][1]["authorization"] == "Bearer secret"
    feed.set(key_name="OTHER")
    assert "SOURCE_KEY_OTHER" in visit(feed.source).error and len(web.asked) == 1
    feed.set(key_name="ELSEWHERE")
    assert "data.example.gov.cn" in visit(feed.source).error and len(web.asked) == 1


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1/x", "https://169.254.169.254/latest", "file:///etc/passwd", "ftp://x/"]
)
def test_no_address_leads_inside(feed: Feed, address: str) -> None:
    feed.set(address=address)
    assert visit(feed.source).error and not SourceRecord.objects.exists()


def test_what_the_web_may_do_wrong_is_a_sentence(feed: Feed, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.sources.fetching.downloads.MOST_BYTES", 10_000)
    monkeypatch.setattr("portal.sources.fetching.downloads.MOST_EXPANDED", 100_000)
    web.say("/500", b"", 500)
    web.say("/moved", b"", 302, location="http://127.0.0.1/trap")
    web.say("/long", b"x" * 20_000)
    web.say("/bomb", gzip.compress(b"\n" * 1_000_000))
    web.say("/broken", gzip.compress(lines(document(1)))[:-20])
    for path in ("/500", "/moved", "/long", "/bomb", "/broken", "/404"):
        feed.set(address=web.url + path)
        assert visit(feed.source).error, path
    assert not SourceRecord.objects.exists() and Source.objects.get().failures == 6


def test_visits_come_by_themselves(feed: Feed) -> None:
    feed.path.write_bytes(lines(document(1)))
    now = timezone.now()

    visits = Job.objects.filter(kind="sources.fetch")

    due(now), due(now)
    assert visits.count() == 1
    drain()
    due(now + dt.timedelta(hours=1))
    assert visits.count() == 1
    due(now + dt.timedelta(hours=25))
    assert visits.count() == 2
