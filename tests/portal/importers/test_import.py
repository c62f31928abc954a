"""Imports into a portal: idempotent, resumable, kind to editors, and one bad record stops no other."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError

from portal.disclosures.models import Disclosure
from portal.guides.models import ServiceGuide
from portal.home.tree import ensure_site_tree
from portal.importers import run as run_module
from portal.importers.linking import link_documents
from portal.importers.run import ImportRun
from portal.pages.verbs import publish_changes, withdraw
from portal.policies.models import Clause, Interpretation, PolicyDocument, Scheme
from portal.publication.models import PublicationEvent, PublishedItem, PublishedVersion
from portal.publication.transaction import transaction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site_tree():
    ensure_site_tree()


def document(number: int, **facts) -> dict:
    return {
        "source_id": f"t-{number}",
        "title": f"关于支持第{number}类企业的通知",
        "doc_number": f"苏府发〔2026〕{number}号",
        "issuing_body": "苏州市人民政府办公室、苏州市财政局",
        "level": "市",
        "issued_on": "2026-01-05",
        "body": "各有关单位：\n一、加大投入。\n二、落实责任。",
        **facts,
    }


def write(folder: Path, *records: dict | str, name: str = "records.jsonl") -> Path:
    path = folder / name
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(path: Path, kind: str = "policies", **options):
    return ImportRun(path, kind, **options).run()


def outcome(report) -> tuple[int, int, int, int]:
    return report.accepted, report.changed, report.unchanged, len(report.refused)


def test_a_record_becomes_a_page_with_revision_version_and_event(tmp_path):
    report = run(write(tmp_path, document(1)))

    page = PolicyDocument.objects.get()
    assert outcome(report) == (1, 0, 0, 0)
    assert page.live and page.revisions.count() == 1 and page.live_revision_id == page.latest_revision_id
    assert (page.level.code, [region.code for region in page.regions.all()]) == ("city", ["320500"])
    assert [role.organisation.name for role in page.roles.all()] == ["苏州市人民政府办公室", "苏州市财政局"]
    assert PublicationEvent.objects.get().type == "policy.published"
    assert [clause.label for clause in Clause.objects.all()] == ["一、", "二、"]
    detail = PublishedVersion.objects.get().detail
    assert detail["doc_number"] == "苏府发〔2026〕1号"
    assert [clause["label"] for clause in detail["clauses"]] == ["一、", "二、"]
    assert [role["name"] for role in detail["roles"]["issuing"]] == ["苏州市人民政府办公室", "苏州市财政局"]


def test_the_revision_holds_what_the_page_holds(tmp_path):
    run(write(tmp_path, document(1, attachments=[{"name": "附件.docx", "url": "http://www.example.gov.cn/a.docx"}])))

    kept = PolicyDocument.objects.get().latest_revision.as_object()
    assert [row.url for row in kept.attachments.all()] == ["http://www.example.gov.cn/a.docx"]
    assert kept.roles.count() == 2 and [region.code for region in kept.regions.all()] == ["320500"]
    assert [child.block_type for child in kept.body] == ["text", "clause", "clause"]


def test_a_second_import_writes_nothing(tmp_path):
    path = write(tmp_path, document(1), document(2))
    run(path)
    events = PublicationEvent.objects.count()

    assert outcome(run(path)) == (0, 0, 2, 0)
    assert PublicationEvent.objects.count() == events
    assert PolicyDocument.objects.first().revisions.count() == 1


def test_a_changed_record_changes_its_page_and_keeps_ids(tmp_path):
    run(write(tmp_path, document(1)))
    before = list(Clause.objects.values_list("clause_id", flat=True))

    report = run(write(tmp_path, document(1, body="各有关单位：\n一、加大投入力度。\n二、落实责任。")))

    assert outcome(report) == (0, 1, 0, 0)
    assert list(Clause.objects.values_list("clause_id", flat=True)) == before
    assert PublicationEvent.objects.order_by("position").last().type == "policy.updated"
    assert PublishedItem.objects.get().version == 2


def test_what_an_editor_changed_is_not_overwritten(tmp_path):
    run(write(tmp_path, document(1)))
    page = PolicyDocument.objects.get()
    page.title = "编辑改过的标题"
    publish_changes(page=page, user=get_user_model().objects.create_superuser("editor"))

    assert outcome(run(write(tmp_path, document(1)))) == (0, 0, 1, 0)
    report = run(write(tmp_path, document(1, title="来源改过的标题")))

    assert report.refused == [{"line": 1, "source_id": "t-1", "reason": "edited here since import"}]
    assert PolicyDocument.objects.get().title == "编辑改过的标题"


def test_what_was_withdrawn_here_stays_withdrawn(tmp_path):
    run(write(tmp_path, document(1), document(2)))
    first, second = PolicyDocument.objects.order_by("source_id")
    withdraw(page=first, reason="issued_in_error")
    with transaction():
        second.delete()

    report = run(write(tmp_path, document(1, title="改"), document(2)))

    assert [row["reason"] for row in report.refused] == ["withdrawn here", "withdrawn here"]
    assert not PublishedItem.objects.filter(live=True).exists()


def test_bad_records_stop_no_other(tmp_path):
    path = write(
        tmp_path,
        document(1),
        "{not json",
        document(2, title=""),
        document(3, issued_on="2026-13-40"),
        document(4, title="甲\x00乙"),
        document(1, title="同一来源号"),
        document(5, body=["a"]),
        document(6, url="http://["),
        document(7),
    )

    report = run(path)

    assert outcome(report) == (2, 0, 0, 7)
    assert [row["line"] for row in report.refused] == [2, 3, 4, 5, 6, 7, 8]
    assert set(PolicyDocument.objects.values_list("source_id", flat=True)) == {"t-1", "t-7"}
    assert PublicationEvent.objects.count() == 2


def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path, monkeypatch):
    path = write(tmp_path, *[document(number) for number in range(1, 8)])
    publish, calls = run_module.publish_new, []

    def dies_at_the_sixth(**arguments):
        calls.append(1)
        if len(calls) == 6:
            raise OperationalError("disk is full")
        return publish(**arguments)

    monkeypatch.setattr(run_module, "publish_new", dies_at_the_sixth)
    with pytest.raises(OperationalError):
        run(path, batch=3)
    assert PolicyDocument.objects.count() == PublicationEvent.objects.count() == 3

    assert outcome(run(path, batch=3)) == (4, 0, 3, 0)
    assert sorted(PublicationEvent.objects.values_list("position", flat=True)) == list(range(1, 8))


def test_a_dry_run_writes_nothing(tmp_path):
    report = run(write(tmp_path, document(1), "{"), dry_run=True)

    assert outcome(report) == (1, 0, 0, 1)
    assert not PolicyDocument.objects.exists() and not PublicationEvent.objects.exists()


def test_interpretations_are_found_by_their_column(tmp_path):
    run(write(tmp_path, document(1, title="关于金融支持中小企业若干措施的通知")))
    html = '<p>图解</p><p><img src="/picture/1.jpg"></p>'
    record = document(2, title="解读《关于金融支持中小企业若干措施》", source_column="解读材料", body_html=html)
    run(write(tmp_path, {**record, "url": "http://www.example.gov.cn/a.html"}))

    page = Interpretation.objects.get()
    assert (page.form, page.media_url) == ("graphic", "http://www.example.gov.cn/picture/1.jpg")
    assert page.subjects.get().document == PolicyDocument.objects.get()
    assert "原文图片" in str(page.body) and "<img" not in str(page.body)


def test_documents_named_by_number_are_linked_whichever_came_first(tmp_path):
    run(write(tmp_path, document(2, body="根据苏府发〔2026〕1号，苏府发[2026]3号同时废止。")))
    card = {"source_id": "c-1", "name": "支持项目", "based_on": "《通知》", "doc_number": "苏府发[2026]1号"}
    run(write(tmp_path, card), "policy-products")
    run(write(tmp_path, document(1), document(3)))

    assert link_documents() == 2

    later = PolicyDocument.objects.get(source_id="t-2")
    assert {row.kind: row.target.source_id for row in later.relations.all()} == {"basis": "t-1", "repeals": "t-3"}
    assert Scheme.objects.get().bases.get().document.source_id == "t-1"
    assert link_documents() == 0


def test_a_card_becomes_a_scheme_without_a_status(tmp_path):
    card = {
        "source_id": "c-1", "name": "孵化器认定", "issuing_body": "北京市科学技术委员会", "level": "省",
        "tool_type": "资质认定", "support": "给予最高30万元奖励", "conditions": "1．注册在本市。\n2．有场地。",
        "window": "从2023年10月1日起，定期申报。", "contact": "北京市科学技术委员会：55578107", "process": None,
    }  # fmt: skip
    run(write(tmp_path, card), "policy-products")

    page, detail = Scheme.objects.get(), PublishedVersion.objects.get().detail
    assert [row.kind for row in page.conditions.all()] == ["recognise", "recognise"]
    assert (detail["category"], detail["amount"]["max"], detail["process"]) == ("recognition", 300000, None)
    assert (detail["valid_from"], detail["window_text"], detail["cycle"]["text"]) == (
        "2023-10-01",
        "定期申报",
        "定期申报",
    )
    assert PublicationEvent.objects.get().data["object"]["status"] == "none"


def test_a_guide_and_a_disclosure(tmp_path):
    guide = {
        "source_id": "g-1", "name": "提价申报", "service_code": "11440000006939756B2440101007000", "visits": "1",
        "agency": "广东省发展和改革委员会", "level": "省", "region": "广东省", "materials": ["报告", "报告"],
        "legal_time_limit": "30(工作日)", "audience": ["企业法人"], "courier": "不支持",
    }  # fmt: skip
    run(write(tmp_path, guide), "guides")
    disclosure = {
        "source_id": "d-1",
        "title": "湖北省认定机构：关于更名的公告",
        "region": "湖北省",
        "published_month": "2023-07",
    }
    run(write(tmp_path, disclosure), "disclosures")

    page = ServiceGuide.objects.get()
    assert page.roles.get().organisation.uscc == "11440000006939756B"
    assert len({row.permanent_id for row in page.materials.all()}) == 2
    assert (page.legal_limit_value, page.legal_limit_unit, page.courier) == (30, "workday", False)
    found = Disclosure.objects.get()
    assert (found.act, found.disclosure_type, found.published_on) == ("rename", "final_result", None)


def test_the_command_reads_gzip_and_writes_a_report(tmp_path):
    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(document(1)) + "\n{\n").encode()))
    said = StringIO()

    call_command("import_records", path, "--kind", "policies", "--report", tmp_path / "report.json", stdout=said)

    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["accepted"], report["refused"][0]["line"]) == (1, 2)
    assert "1 accepted" in said.getvalue() and "line 2" in said.getvalue()


def test_the_command_says_when_there_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_records", tmp_path / "none.jsonl", "--kind", "policies")
