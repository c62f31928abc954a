"""How long what should have been sent has been waiting, for /healthz."""

import datetime as dt

from django.db.models import Min

from api.webhooks.models import Endpoint
from portal.publication.models import PublicationEvent


def outbox_lag(now: dt.datetime) -> float:
    """Age in seconds of the oldest event that an active endpoint still waits for; 0 when none does.

    Endpoints that fail are left out: their receivers are late, not the portal (metrics and staff's list show them).
    """
    served = Endpoint.objects.filter(status=Endpoint.Status.ACTIVE, subscriber__active=True, failures=0)
    position = served.aggregate(found=Min("position"))["found"]
    if position is None:
        return 0.0
    waiting = PublicationEvent.objects.filter(position__gt=position).order_by("position")
    recorded_at = waiting.values_list("recorded_at", flat=True).first()
    return max(0.0, (now - recorded_at).total_seconds()) if recorded_at else 0.0
