"""A table is read in batches while others are written."""

import pytest
from django.db import connection, transaction

from portal.batches import in_batches
from portal.jobs.models import Job


@pytest.mark.django_db
def test_every_row_comes_once_in_the_order_of_its_key():
    made = sorted(Job.objects.create(kind="x").pk for _ in range(7))
    assert [job.pk for job in in_batches(Job.objects.all(), size=3)] == made
    assert [job.pk for job in in_batches(Job.objects.filter(kind="y"), size=3)] == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_each_row_may_be_written_while_somebody_else_writes_between():
    for number in range(5):
        Job.objects.create(kind=str(number))
    for job in in_batches(Job.objects.all(), size=2):
        assert not connection.in_atomic_block
        with transaction.atomic():
            job.stage = "seen"
            job.save()
    assert Job.objects.filter(stage="seen").count() == 5
