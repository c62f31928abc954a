"""An editor of one department cannot change another's records, whatever Wagtail's page permissions say."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Membership, User
from portal.taxonomy.models import Organisation
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> Organisation:
    return Organisation.objects.create(name="苏州市科学技术局")


@pytest.fixture
def moderator(client: Client, own: Organisation) -> Client:
    """Wagtail lets moderators publish everywhere; this one is an approver of one department."""
    user = User.objects.create_user("moderator", "moderator@example.org", "not-a-default-1")
    user.groups.add(Group.objects.get(name="Moderators"))
    Membership.objects.create(user=user, organisation=own, role=Membership.Role.APPROVER)
    client.force_login(user)
    return client


def test_own_record_opens_and_unpublishes(moderator: Client, own: Organisation) -> None:
    page = PolicyDocumentFactory(record_owner=own)

    assert moderator.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    moderator.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {"reason": "retention_over"})
    page.refresh_from_db()
    assert not page.live


def test_record_of_another_department_stays_as_it_is(moderator: Client) -> None:
    page = PolicyDocumentFactory(record_owner=Organisation.objects.create(name="苏州市财政局"))

    for name in ("edit", "unpublish", "delete"):
        moderator.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), {"reason": "retention_over"})
    page.refresh_from_db()
    assert page.live


def test_record_without_owner_is_wagtails_to_decide(moderator: Client) -> None:
    page = PolicyDocumentFactory()

    assert moderator.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
