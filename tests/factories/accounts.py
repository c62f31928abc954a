"""Users and memberships for tests."""

import factory

from portal.accounts.models import Membership, User
from tests.factories.taxonomy import OrganisationFactory


class UserFactory(factory.django.DjangoModelFactory):
    """An active user without password or rights."""

    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"user-{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")


class MembershipFactory(factory.django.DjangoModelFactory):
    """An editor of some organisation, without limits."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Membership.Role.EDITOR
