"""Publishes, answers questions and forks workers in a process of its own: one JSON line for every line it is sent."""

from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from api.subscribers.models import Subscriber  # noqa: E402
from api.webhooks.models import Endpoint  # noqa: E402
from api.webhooks.secrets import new_secret, sealed  # noqa: E402
from portal.publication.head import log_head  # noqa: E402
from portal.publication.models import PublicationEvent  # noqa: E402
from tests.faults.forking import serve, worker  # noqa: E402
from tests.search.records import publish  # noqa: E402


def endpoint(url: str) -> str:
    """An active endpoint; its secret."""
    subscriber, _made = Subscriber.objects.get_or_create(name="receiver", email="receiver@example.org")
    secret, now = new_secret(), timezone.now()
    Endpoint.objects.create(
        subscriber=subscriber, url=url, secret=sealed(secret), status=Endpoint.Status.ACTIVE, reason="",
        position=log_head().position, verified_at=now,
    )  # fmt: skip
    return secret


def publications(count: str) -> int:
    """So many records."""
    for number in range(int(count)):
        publish(title=f"第{number}号支持企业发展的若干政策", level="city")
    return log_head().position


def events() -> list[str]:
    """The ids of all events in order."""
    return [f"{row.epoch}-{row.position}" for row in PublicationEvent.objects.order_by("position")]


def behind() -> int:
    """How many endpoints have not received everything."""
    return Endpoint.objects.exclude(position=log_head().position).count()


COMMANDS: dict[str, Any] = {
    "endpoint": endpoint, "publish": publications, "events": events, "behind": behind, "worker": worker,
}  # fmt: skip

if __name__ == "__main__":
    serve(COMMANDS)
