"""Users, identities, memberships."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from portal.accounts.models import ExternalIdentity, Membership
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_user_has_a_uuid_key():
    assert isinstance(UserFactory().pk, uuid.UUID)


def test_outside_identity_belongs_to_one_user():
    ExternalIdentity.objects.create(user=UserFactory(), provider="idp", subject="1")
    with pytest.raises(IntegrityError):
        ExternalIdentity.objects.create(user=UserFactory(), provider="idp", subject="1")


@pytest.mark.parametrize(("day", "holds"), [(9, False), (10, True), (20, True), (21, False)])
def test_membership_holds_on_both_its_end_days(day, holds):
    MembershipFactory(valid_from=datetime.date(2026, 1, 10), valid_to=datetime.date(2026, 1, 20))
    assert Membership.objects.on(datetime.date(2026, 1, day)).exists() is holds


def test_membership_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValidationError):
        MembershipFactory(valid_from=datetime.date(2026, 1, 2), valid_to=datetime.date(2026, 1, 1)).full_clean()


@pytest.mark.parametrize("name", ["index", "add"])
def test_wagtail_manages_the_users(client, name):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse(f"wagtailusers_users:{name}")).status_code == 200


def test_wagtail_edits_a_user_by_uuid(client):
    client.force_login(UserFactory(is_superuser=True))
    other = UserFactory()
    assert client.get(reverse("wagtailusers_users:edit", args=[other.pk])).status_code == 200


@pytest.mark.parametrize("name", ["list", "add"])
def test_membership_screens_answer(client, name):
    MembershipFactory()
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse(Membership.snippet_viewset.get_url_name(name))).status_code == 200
