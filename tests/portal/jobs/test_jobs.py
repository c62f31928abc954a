"""Jobs: done once, tried three times, taken over from a silent worker."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.jobs.models import Job, State
from portal.jobs.queue import KEPT, enqueue, enqueue_once, forget_old
from portal.jobs.running import LEASE, LostLease, Run, do, take
from portal.jobs.worker import drain
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(settings):
    settings.JOB_KINDS = {name: f"tests.portal.jobs.work.{name}" for name in ("add", "refuse", "fail")}


def test_a_job_is_done_and_its_result_kept():
    job = enqueue("add", a=2, b=3)
    assert drain() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.stage, job.share) == (State.DONE, {"sum": 5}, "adding", 100)


def test_what_is_refused_is_not_tried_again():
    job = enqueue("refuse")
    drain()
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (State.FAILED, "not this one", 1)


def test_a_defect_is_tried_three_times():
    job = enqueue("fail")
    for _ in range(3):
        Job.objects.update(not_before=timezone.now())
        assert drain() == 1
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (State.FAILED, "ValueError: broken", 3)


def test_a_job_that_is_not_due_waits():
    enqueue("add", not_before=timezone.now() + dt.timedelta(hours=1), a=1, b=1)
    assert drain() == 0


def test_an_unknown_kind_is_refused_when_asked_for():
    with pytest.raises(KeyError):
        enqueue("nonsense")


def test_the_same_request_waits_once():
    assert enqueue_once("add", a=1, b=1) == enqueue_once("add", a=1, b=1) != enqueue_once("add", a=1, b=2)


def test_a_silent_worker_loses_its_job_and_cannot_finish_it():
    enqueue("add", a=2, b=3)
    first = take(timezone.now())
    assert take(timezone.now()) is None
    second = take(timezone.now() + LEASE + dt.timedelta(seconds=1))
    assert second.pk == first.pk and second.attempts == 2
    with pytest.raises(LostLease):
        Run(first).progress(1, 2)
    do(first)
    assert Job.objects.get().state == State.RUNNING
    do(second)
    assert Job.objects.get().state == State.DONE


def test_a_job_that_kills_its_worker_ends_after_three_attempts():
    enqueue("add", a=2, b=3)
    now = timezone.now()
    for attempt in range(4):
        job = take(now + attempt * (LEASE + dt.timedelta(seconds=1)))
    do(job)
    assert Job.objects.get().state == State.FAILED


def test_old_jobs_are_forgotten():
    enqueue("add", a=2, b=3)
    drain()
    assert forget_old(timezone.now()) == 0
    assert forget_old(timezone.now() + KEPT + dt.timedelta(days=1)) == 1


def test_only_who_asked_sees_the_progress(client, admin_client):
    owner = UserFactory(is_staff=True)
    job = enqueue("add", user=owner, a=1, b=1)
    assert admin_client.get(reverse("job_state", args=[job.pk])).json()["state"] == "waiting"
    assert client.get(reverse("job_state", args=[job.pk])).status_code == 302
