"""`why_listed`: the decision and its reason for a record however it is named; how a query meets it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.publication.models import PublishedItem, PublishedVersion
from search.engine import Engine
from search.filing import Deletion
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(indexed: Callable[[], None]) -> PublishedItem:
    publish(title="科技创新券管理办法", body_text="科技企业可以申领。")
    item = publish(
        title="关于支持企业研发的若干措施", number="苏府[2026]5", doc_number="苏府〔2026〕5号", level="city",
        body_text="对科技企业的研发投入给予补贴。", url="/policies/research/",
    )  # fmt: skip
    indexed()
    return item


def why(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    call_command("why_listed", *given)
    return capsys.readouterr().out


@pytest.mark.parametrize("name", ["id", "/policies/research/", "https://a.example/policies/research", "苏府[2026]5号"])
def test_record_is_found_by_id_path_address_and_number(policy: PublishedItem, name: str, capsys: Any) -> None:
    printed = why(capsys, str(policy.pk) if name == "id" else name)

    assert f"policies {policy.pk}, version 1, /policies/research/" in printed
    assert "index: public as version 1" in printed
    assert "position 2 of 2; the indexer is at 2" in printed
    assert "at position 2, digest" in printed
    assert "level:city" in printed and "苏府[2026]5" in printed
    assert "stale" not in printed


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("9b2f0c5e-0000-4000-8000-000000000000", "no record with the id"),
        ("/policies/nothing/", "no record was ever public at /policies/nothing/"),
        ("苏府〔2026〕99号", r"no public record has the document number 苏府\[2026\]99"),
    ],
)
def test_what_the_log_does_not_know_is_skipped(policy: PublishedItem, name: str, words: str) -> None:
    with pytest.raises(CommandError, match=rf"Not listed \(skip\): {words}"):
        call_command("why_listed", name)


def test_withdrawn_record_says_so(policy: PublishedItem, capsys: Any, indexed: Callable[[], None]) -> None:
    remove(policy, "not_public")
    before = why(capsys, str(policy.pk))
    indexed()
    after = why(capsys, str(policy.pk))

    assert "remove: withdrawn: not_public" in before
    assert "restricted, internal or no longer published" in before
    assert "it is never shown" in before
    assert "not in it\n" in after and "terms" not in after


def test_redacted_version_is_removed(policy: PublishedItem, capsys: Any) -> None:
    PublishedVersion.objects.filter(item=policy).update(detail=None)

    assert "remove: version 1 has been redacted" in why(capsys, str(policy.pk))


def test_record_the_indexer_has_not_reached(policy: PublishedItem, capsys: Any) -> None:
    new = publish(title="尚未入库的政策")
    publish(id=policy.pk, title="改名的政策", url="/policies/research/")

    assert "not in it; the indexer has not come so far" in why(capsys, str(new.pk))
    assert "the indexer has not come so far" in why(capsys, str(policy.pk))


def test_record_lost_by_the_index(policy: PublishedItem, engine: Engine, capsys: Any) -> None:
    engine.apply([], [Deletion(str(policy.pk), policy.position)])

    assert "not in it, although it should be: run check_search" in why(capsys, str(policy.pk))


def test_matching_query_gives_rank_gate_and_score(policy: PublishedItem, capsys: Any) -> None:
    printed = why(capsys, str(policy.pk), "--query", "科技企业研发")

    assert "科技企业研发: number 1 of 2" in printed or "科技企业研发: number 1 of 1" in printed
    assert "5 tokens" in printed and "required" in printed
    assert "in the record: 科技 技企 企业 " in printed
    assert "score " in printed


def test_query_that_misses_says_which_tokens(policy: PublishedItem, capsys: Any) -> None:
    printed = why(capsys, str(policy.pk), "--query", "宠物补贴")

    assert "not among the 0 that match" in printed
    assert "in the record: 补贴" in printed
    assert "not in it: 宠物 物补" in printed
    assert "score " not in printed
