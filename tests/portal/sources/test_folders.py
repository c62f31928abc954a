"""A folder for files: read, moved, never twice; broken ones lie aside with the reason."""

from pathlib import Path
from typing import Any

import pytest

from portal.policies.models import PolicyDocument
from portal.sources.deciding import accept
from portal.sources.fetching import folders
from portal.sources.models import RecordState, Source, SourceRecord
from tests.portal.sources.conftest import visit

pytestmark = pytest.mark.django_db

NOTICE = """关于支持科技企业的通知
苏府发〔2026〕7号
各有关单位：
一、加大投入。
二、落实责任。
苏州市人民政府办公室
2026年1月5日
"""


@pytest.fixture
def drop(site_tree: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Source:
    settings.SOURCE_FOLDERS = [tmp_path.resolve()]
    monkeypatch.setattr(folders, "SETTLE_SECONDS", 0.0)
    return Source.objects.create(name="共享盘", form="folder", address=str(tmp_path / "in"), kinds=["policies"])


def put(source: Source, name: str, content: str | bytes) -> Path:
    path = Path(source.address) / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_is_read_moved_and_accepted(drop: Source, editor: Any) -> None:
    path = put(drop, "通知.txt", NOTICE)
    put(drop, "halb.docx.part", b"x")

    assert visit(drop).counts["new"] == 1
    record = SourceRecord.objects.get()
    outcome = accept(record=record, digest=record.pending_digest, user=editor)

    page = PolicyDocument.objects.get()
    assert (page.doc_number, page.source_name, page.source_id) == ("苏府发〔2026〕7号", "共享盘", "通知.txt")
    assert outcome.published and "加大投入" in str(page.body)
    assert not path.exists() and len(list((path.parent / "processed").iterdir())) == 1
    assert (path.parent / "halb.docx.part").exists()


def test_a_broken_file_lies_aside_with_the_reason(drop: Source) -> None:
    put(drop, "broken.docx", b"PK\x03\x04 not a document")

    told = visit(drop)

    assert told.error == "" and told.refusals[0]["id"] == "broken.docx" and not SourceRecord.objects.exists()
    aside = sorted(path.name for path in (Path(drop.address) / "failed").iterdir())
    assert len(aside) == 2 and aside[1].endswith(".reason.txt")


def test_killed_between_storing_and_moving_nothing_is_taken_twice(
    drop: Source, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(drop, "通知.txt", NOTICE)
    with monkeypatch.context() as patched:
        patched.setattr(folders, "_moved", lambda *arguments: None)
        visit(drop)
    record = SourceRecord.objects.get()
    accept(record=record, digest=record.pending_digest, user=editor)

    assert visit(drop).counts["same"] == 1
    assert SourceRecord.objects.get().state == RecordState.SETTLED
    put(drop, "通知.txt", NOTICE.replace("7号", "8号"))
    assert visit(drop).counts["changed"] == 1


def test_a_folder_that_is_not_open_is_refused(drop: Source) -> None:
    Source.objects.update(address="/etc")
    drop.refresh_from_db()
    assert "/etc" in visit(drop).error
