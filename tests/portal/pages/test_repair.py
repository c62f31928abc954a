"""`repair_log` finds every way in which pages and log can differ, mends it through the log, and then is silent."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from portal.pages.verbs import withdraw
from portal.policies.models import PolicyDocument
from portal.publication.models import PublicationEvent, PublishedFacet, PublishedItem, PublishedSpan
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db


def changed_beside(page: PolicyDocument) -> None:
    PolicyDocument.objects.filter(pk=page.pk).update(subject="改在数据库里")


def taken_down_beside(page: PolicyDocument) -> None:
    Page.objects.filter(pk=page.pk).update(live=False)


def restricted_beside(page: PolicyDocument) -> None:
    PolicyDocument.objects.filter(pk=page.pk).update(visibility="internal")


def put_live_beside(page: PolicyDocument) -> None:
    withdraw(page=page, reason="unspecified")
    Page.objects.filter(pk=page.pk).update(live=True)


def moved_beside(page: PolicyDocument) -> None:
    PublishedItem.objects.update(path="/elsewhere/")


def codes_lost(page: PolicyDocument) -> None:
    PublishedFacet.objects.all().delete()


def spans_lost(page: PolicyDocument) -> None:
    PublishedSpan.objects.all().delete()


def facts_lost(page: PolicyDocument) -> None:
    PublishedItem.objects.update(facts=None)


def repair(*options: str) -> str:
    said = StringIO()
    call_command("repair_log", *options, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(("harm", "why", "told"), [
    (changed_beside, "other facts: subject", ["updated"]),
    (taken_down_beside, "there is no live page", ["withdrawn"]),
    (restricted_beside, "not public, but in the log", ["withdrawn"]),
    (put_live_beside, "public, but not in the log", ["published"]),
    (moved_beside, "the log has it at /elsewhere/", ["moved"]),
    (codes_lost, "filed under other codes", []),
    (spans_lost, "its status is tabulated otherwise", []),
    (facts_lost, "filters know other facts", []),
])  # fmt: skip
def test_difference_is_found_told_and_mended(harm: Callable, why: str, told: list[str]) -> None:
    page = PolicyDocumentFactory(document_class="notice")
    PolicyDocumentFactory(title="无事")
    harm(page)
    start = PublicationEvent.objects.count()

    with pytest.raises(CommandError) as refused:
        repair("--dry-run")
    assert refused.value.returncode == 1 and PublicationEvent.objects.count() == start
    said = repair()
    assert f"{page.permanent_id} " in said and why in said

    events = PublicationEvent.objects.order_by("position")[start:]
    assert [event.type.split(".")[1] for event in events if event.item_id == page.permanent_id] == told
    assert "agree" in repair("--dry-run")


def test_facts_are_brought_along_by_file_codes() -> None:
    page = PolicyDocumentFactory(document_class="notice")
    item = PublishedItem.objects.get(pk=page.permanent_id)
    item.facts["codes"] = {"level": ["city"]}
    item.save()
    call_command("file_codes", stdout=StringIO())

    item.refresh_from_db()
    assert item.facts["codes"]["document_class"] == ["notice"] and "level" not in item.facts["codes"]
