"""The outbox lag of /healthz: what waits for a receiver that takes events."""

import datetime as dt

import pytest
from django.utils import timezone

from api.webhooks.lag import outbox_lag
from api.webhooks.models import Endpoint
from portal.publication.health import health
from tests.api.receiver import Receiver
from tests.api.webhook_owner import Owner, work
from tests.search.records import publish

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def test_lag_is_the_age_of_what_waits(owner: Owner, receiver: Receiver) -> None:
    made = owner.endpoint(f"{receiver.url}/x")
    later = timezone.now() + 2 * MINUTE

    assert outbox_lag(later) == 0.0
    publish()
    assert 60.0 < outbox_lag(later) <= 120.0
    assert health(later)["outbox_lag_s"] == round(outbox_lag(later), 1)
    Endpoint.objects.update(failures=1)
    assert outbox_lag(later) == 0.0
    Endpoint.objects.update(failures=0)
    work(made)
    assert outbox_lag(later) == 0.0
