"""Subscribers and endpoints in the back-office, keys, and the samples of developers."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client

from api.subscribers.keys import digest_of, issue
from api.subscribers.models import ApiKey, Subscriber
from api.webhooks.models import Endpoint
from api.webhooks.secrets import sealed
from portal.accounts.models import User
from tests.api.conftest import Reader

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/webhooks/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def chief(db: Any) -> Client:
    return signed_in(User.objects.create_superuser("chief", "chief@example.org", "x"))


def editor(*codenames: str) -> Client:
    """Somebody who may enter the back-office and has these permissions."""
    user = User.objects.create_user("editor", "editor@example.org", "x")
    group = Group.objects.create(name="some")
    group.permissions.set(Permission.objects.filter(codename__in=("access_admin", *codenames)))
    user.groups.add(group)
    return signed_in(user)


@pytest.fixture
def subscriber(db: Any) -> Subscriber:
    return Subscriber.objects.create(name="区级平台", email="owner@example.org")


@pytest.fixture
def endpoint(subscriber: Subscriber) -> Endpoint:
    made = Endpoint.objects.create(
        subscriber=subscriber, url="https://receiver.example.org/x", secret=sealed("whsec_x"), status="active",
        reason="", position=0, failures=2, last_error="timeout", event_types=["policy.*"], filter="level=city",
    )  # fmt: skip
    attempt = {"at": "2026-11-21T09:00:00.123456+00:00", "status_code": 500, "duration_ms": 12, "error": "http_status"}
    made.deliveries.create(
        message_id="e-1", type="policy.published", position=1, attempts=[attempt], created_at=made.created_at
    )
    return made


def screen(subscriber: Subscriber) -> str:
    return f"/admin/snippets/subscribers/subscriber/inspect/{subscriber.pk}/"


def test_new_key_is_shown_once_and_opens(chief: Client, subscriber: Subscriber) -> None:
    shown = chief.post(screen(subscriber), {"label": "mirror"})
    again = chief.get(screen(subscriber))

    key = shown.context["new_key"]
    assert key in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert key not in again.content.decode() and f"{key[:7]}…" in again.content.decode()
    kept = ApiKey.objects.get()
    assert (kept.label, kept.digest) == ("mirror", digest_of(key)) and key not in str(ApiKey.objects.values().get())
    path, header = "/api/v1/webhook-endpoints", {"Authorization": f"Bearer {key}"}
    assert Reader().get(path, headers=header).status_code == 200

    chief.post(screen(subscriber), {"revoke": kept.pk})

    assert Reader().get(path, headers=header).status_code == 401


def test_keys_of_others_are_not_revoked_here(chief: Client, subscriber: Subscriber) -> None:
    other = Subscriber.objects.create(name="other", email="other@example.org")
    issue(other)

    assert chief.post(screen(subscriber), {"revoke": ApiKey.objects.get().pk}).status_code == 404
    assert chief.post(screen(subscriber), {"revoke": "x"}).status_code == 404


def test_registering_leads_to_the_keys(chief: Client) -> None:
    form = {"name": "镜像站", "email": "a@example.org", "active": "on", "note": ""}

    response = chief.post("/admin/snippets/subscribers/subscriber/add/", form)

    assert response.status_code == 302 and response["Location"] == screen(Subscriber.objects.get())
    assert "镜像站" in chief.get("/admin/snippets/subscribers/subscriber/").content.decode()


def test_endpoints_show_how_they_stand(chief: Client, endpoint: Endpoint) -> None:
    listed = chief.get(f"{LIST}?status=active&q=receiver").content.decode()
    one = chief.get(f"{LIST}{endpoint.pk}/").content.decode()

    assert endpoint.url in listed and "区级平台" in listed and "timeout" in listed
    assert endpoint.url not in chief.get(f"{LIST}?status=paused").content.decode()
    assert "policy.published" in one and "500" in one and "http_status" in one and "level=city" in one
    assert "whsec_" not in one and endpoint.secret not in one


def test_staff_switch_off_and_only_staff_switch_on_again(chief: Client, endpoint: Endpoint) -> None:
    Endpoint.objects.update(verified_at=endpoint.created_at)
    key = issue(endpoint.subscriber)
    resume = f"/api/v1/webhook-endpoints/{endpoint.pk}/resume"

    chief.post(f"{LIST}{endpoint.pk}/", {"verb": "disable"})
    endpoint.refresh_from_db()
    refused = Reader().post(resume, content_type="application/json", headers={"Authorization": f"Bearer {key}"})
    moved = Reader().generic(
        "PATCH", resume.removesuffix("/resume"), '{"url": "https://elsewhere.example.org/x"}',
        content_type="application/json", headers={"Authorization": f"Bearer {key}"},
    )  # fmt: skip
    endpoint.refresh_from_db()
    off = endpoint.status, endpoint.reason
    chief.post(f"{LIST}{endpoint.pk}/", {"verb": "resume"})
    endpoint.refresh_from_db()

    assert off == ("disabled", "by_staff") and refused.status_code == 409 and moved.status_code == 409
    assert (endpoint.status, endpoint.failures) == ("active", 0)
    chief.post(f"{LIST}{endpoint.pk}/", {"verb": "pause"})
    endpoint.refresh_from_db()
    assert endpoint.status == "paused"


def test_permissions_decide_who_sees_and_who_acts(subscriber: Subscriber, endpoint: Endpoint) -> None:
    addresses = (LIST, f"{LIST}{endpoint.pk}/", screen(subscriber))
    stranger = editor()
    assert all(stranger.get(address).status_code in (302, 403) for address in addresses)
    User.objects.all().delete()
    Group.objects.filter(name="some").delete()
    reader = editor("view_endpoint", "view_subscriber")

    assert [reader.get(address).status_code for address in addresses] == [200, 200, 200]
    reader.post(f"{LIST}{endpoint.pk}/", {"verb": "disable"})
    reader.post(screen(subscriber), {"label": "mine"})
    endpoint.refresh_from_db()
    assert endpoint.status == "active" and not ApiKey.objects.exists()


def test_samples_are_for_developers(settings: LazySettings) -> None:
    settings.EXERCISE_ALLOWED = False
    with pytest.raises(CommandError):
        call_command("ensure_sample_subscribers")
    settings.EXERCISE_ALLOWED = True
    call_command("ensure_sample_subscribers")
    call_command("ensure_sample_subscribers")

    assert Subscriber.objects.count() == ApiKey.objects.count() == 2
    for key in ("test-key", "test-key-2"):
        found = Reader().get("/api/v1/webhook-endpoints", headers={"Authorization": f"Bearer {key}"})
        assert found.status_code == 200
