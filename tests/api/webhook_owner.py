"""A subscriber's program, and the worker's turns at its endpoints."""

import json
from typing import Any

from api.subscribers.keys import issue
from api.subscribers.models import Subscriber
from api.webhooks.following import follow
from api.webhooks.models import Endpoint
from tests.api.reader import Reader
from tests.api.receiver import Receiver

PATH = "/api/v1/webhook-endpoints"


class Owner:
    """A subscriber's program: speaks JSON with its key."""

    def __init__(self, name: str) -> None:
        self.subscriber = Subscriber.objects.create(name=name, email=f"{name}@example.org")
        self.key = issue(self.subscriber)
        self.client = Reader()

    def send(self, method: str, path: str = "", body: Any = None, expected: int = 200) -> Any:
        text = body if isinstance(body, (str, bytes)) else json.dumps({} if body is None else body)
        response = self.client.generic(
            method, PATH + path, text, content_type="application/json", headers={"Authorization": f"Bearer {self.key}"}
        )
        assert response.status_code == expected, (response.status_code, response.content[:300])
        return response.json() if response.content else None

    def get(self, path: str = "", expected: int = 200) -> Any:
        response = self.client.get(PATH + path, headers={"Authorization": f"Bearer {self.key}"})
        assert response.status_code == expected, response.content[:300]
        return response.json()

    def endpoint(self, url: str, *, verified: bool = True, **members: Any) -> dict[str, Any]:
        made = self.send("POST", body={"url": url, **members}, expected=201)
        if verified:
            assert self.send("POST", f"/{made['id']}/verify")["status"] == "active"
        return made


def work(endpoint: dict[str, Any], claim: str = "worker") -> Endpoint:
    """One turn of the worker at this endpoint; returns it as it is then."""
    follow(endpoint["id"], claim)
    return Endpoint.objects.get(pk=endpoint["id"])


def due(endpoint: dict[str, Any]) -> None:
    """Let the waiting time be over."""
    Endpoint.objects.filter(pk=endpoint["id"]).update(next_attempt_at=None)


def types(receiver: Receiver) -> list[str]:
    return [hit.json["type"] for hit in receiver.events]


def feed(owner: Owner, after: str) -> list[Any]:
    return owner.client.get("/api/v1/changes", {"after": after}).json()["data"]
