"""A schedule that was cancelled waits for those who may put it right, until it is."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.models import Revision

from portal.accounts.models import User
from portal.pages.gate import forced
from portal.publication.transaction import transaction
from portal.review.waiting import cancelled_schedules
from portal.taxonomy.models import Organisation
from tests.portal.review.calls import as_draft, complete_document, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cancelled() -> Any:
    """A draft without a text, whose time came."""
    past = timezone.now() - dt.timedelta(minutes=1)
    page = as_draft(complete_document(body=[], go_live_at=past))
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=past)
    with pytest.raises(CommandError):
        call_command("publish_scheduled")
    return page


def test_it_is_told_with_what_is_missing_and_its_day(cancelled: Any, author: User) -> None:
    (task,) = cancelled_schedules(author)

    assert task.title == cancelled.title and f"/{cancelled.pk}/edit/" in task.url
    assert task.detail and task.due == timezone.localdate()


def test_another_department_is_not_told(cancelled: Any, author: User) -> None:
    author.memberships.update(organisation=Organisation.objects.create(name="苏州市财政局"))

    assert cancelled_schedules(author) == []


def test_who_may_not_edit_is_not_told(cancelled: Any, author: User) -> None:
    author.groups.clear()

    assert cancelled_schedules(author) == []


def test_it_is_over_once_published(cancelled: Any, author: User) -> None:
    with forced("领导要求先发布", person("lead", forcing=True)), transaction():
        cancelled.get_latest_revision().publish()

    assert cancelled_schedules(author) == []


def test_it_is_over_once_scheduled_anew_or_given_up(cancelled: Any, author: User) -> None:
    page = cancelled.get_latest_revision_as_object()
    page.body = [{"type": "text", "value": "<p>支持企业创新。</p>"}]
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    page.save_revision(user=author)
    assert len(cancelled_schedules(author)) == 1

    with transaction():
        page.get_latest_revision().publish(user=author)
    assert cancelled_schedules(author) == []

    page.revisions.update(approved_go_live_at=None)
    page.go_live_at = None
    page.save_revision(user=author)
    assert cancelled_schedules(author) == []
