"""What left its source: seven days, then a question; it comes back, and the question ends."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.policies.models import PolicyDocument
from portal.publication.models import PublishedItem
from portal.sources.deciding import Overtaken, accept
from portal.sources.models import Deed, RecordState, SourceRecord
from portal.sources.vanishing import ask, keep, take_down
from tests.factories.accounts import UserFactory
from tests.portal.sources.conftest import Feed, document

pytestmark = pytest.mark.django_db

WEEK = dt.timedelta(days=7, minutes=1)


@pytest.fixture
def gone(feed: Feed, editor: Any) -> SourceRecord:
    """Accepted, and no longer listed."""
    feed.visit(document(1), document(2), document(3))
    record = SourceRecord.objects.get(upstream_id="t-1")
    accept(record=record, digest=record.pending_digest, user=editor)
    feed.visit(document(2), document(3))
    record.refresh_from_db()
    return record


def test_a_week_is_waited_and_then_somebody_is_asked(gone: SourceRecord) -> None:
    assert gone.vanished_since and ask(timezone.now()) == 0
    assert ask(timezone.now() + WEEK) == 1 and ask(timezone.now() + WEEK) == 0
    assert [step.deed for step in gone.decisions.all()][:2] == [Deed.ASKED, Deed.VANISHED]
    assert PolicyDocument.objects.get().live


def test_it_comes_back_and_the_asking_ends(gone: SourceRecord, feed: Feed) -> None:
    ask(timezone.now() + WEEK)
    told = feed.visit(document(1), document(2), document(3))

    gone.refresh_from_db()
    assert told.counts["back"] == 1
    assert (gone.vanished_since, gone.asked_at, gone.state) == (None, None, RecordState.SETTLED)


def test_withdrawn_with_reason_and_brought_back_by_its_return(gone: SourceRecord, feed: Feed, editor: Any) -> None:
    ask(timezone.now() + WEEK)
    take_down(record=gone, reason="retention_over", successor=None, note="来源已撤下", user=editor)

    item = PublishedItem.objects.get()
    assert (item.live, item.reason) == (False, "retention_over")
    feed.visit(document(1), document(2), document(3))
    gone.refresh_from_db()
    assert gone.state == RecordState.WAITING
    accept(record=gone, digest=gone.pending_digest, user=editor)
    item.refresh_from_db()
    assert item.live and PolicyDocument.objects.count() == 1


def test_kept_is_asked_again_after_another_week(gone: SourceRecord, editor: Any) -> None:
    ask(timezone.now() + WEEK)
    keep(record=gone, user=editor, quiet=False)

    assert ask(timezone.now() + dt.timedelta(days=6)) == 0
    assert ask(timezone.now() + WEEK) == 1


def test_kept_quietly_is_not_asked_again(gone: SourceRecord, editor: Any, feed: Feed) -> None:
    ask(timezone.now() + WEEK)
    keep(record=gone, user=editor, quiet=True)

    feed.visit(document(2), document(3))
    assert ask(timezone.now() + 10 * WEEK) == 0
    with pytest.raises(Overtaken):
        keep(record=gone, user=editor, quiet=True)


def test_only_who_may_withdraw_does(gone: SourceRecord) -> None:
    ask(timezone.now() + WEEK)
    with pytest.raises(PermissionDenied):
        take_down(record=gone, reason="unspecified", successor=None, note="", user=UserFactory())
    assert PolicyDocument.objects.get().live
