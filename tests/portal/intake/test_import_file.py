"""manage.py import_file: says what it recognised, makes drafts, publishes what lacks nothing."""

import json

import pytest
from django.core.management import CommandError, call_command

from portal.home.tree import ensure_site_tree
from portal.policies.models import PolicyDocument
from tests.portal.intake.formats.building import docx
from tests.portal.intake.rules.test_policies import NOTICE

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def files(tmp_path):
    ensure_site_tree()
    (tmp_path / "a.docx").write_bytes(docx(*NOTICE.splitlines()))
    (tmp_path / "b.docx").write_bytes(b"MZ")
    return tmp_path


def run(capsys, *arguments) -> str:
    call_command("import_file", *map(str, arguments))
    return capsys.readouterr().out


def test_a_dry_run_says_and_writes_nothing(files, capsys):
    told = run(capsys, files / "a.docx", "--kind", "policies", "--dry-run")
    assert "某科规〔2024〕3号" in told and "←" in told and "clause 3" in told
    assert not PolicyDocument.objects.exists()


def test_a_refused_file_does_not_keep_the_others(files, capsys):
    with pytest.raises(CommandError, match="1 of 2"):
        run(capsys, files / "b.docx", files / "a.docx", "--kind", "policies", "--report", files / "report.json")
    assert PolicyDocument.objects.get().live is False
    outcomes = [one["outcome"] for one in json.loads((files / "report.json").read_text(encoding="utf-8"))]
    assert outcomes == ["refused", "draft"]


def test_what_lacks_nothing_is_published(files, capsys):
    assert "published: 1" in run(capsys, files / "a.docx", "--kind", "policies", "--publish")
    assert PolicyDocument.objects.get().live


def test_what_lacks_something_stays_a_draft_and_says_what(files, capsys, settings):
    settings.PUBLICATION_GATE = "enforced"
    assert "missing:" in run(capsys, files / "a.docx", "--kind", "policies", "--publish")
    assert PolicyDocument.objects.get().live is False
