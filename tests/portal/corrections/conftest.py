"""A published record of a department, somebody of that department, and a form that was open for a while."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Membership, User
from portal.corrections.tickets import new_ticket
from portal.policies.models import ApplicationNotice
from portal.taxonomy.models import Organisation
from tests.factories.notices import ApplicationNoticeFactory

PASSAGE = "注册满一年的企业可以申报"


@pytest.fixture(autouse=True)
def forgotten(settings: LazySettings) -> None:
    """Counts of earlier tests are gone, and nobody has to wait before sending."""
    cache.clear()
    settings.CORRECTIONS_LEAST_SECONDS = 0


@pytest.fixture
def department() -> Organisation:
    return Organisation.objects.create(name="苏州市科学技术局")


@pytest.fixture
def record(department: Organisation) -> ApplicationNotice:
    return ApplicationNoticeFactory(record_owner=department, conditions_text=f"一、\n{PASSAGE}。")


@pytest.fixture
def clerk(department: Organisation) -> User:
    user = User.objects.create_user("clerk", "clerk@example.org", "not-a-default-1")
    user.groups.add(Group.objects.get(name="Editors"))
    Membership.objects.create(user=user, organisation=department, role=Membership.Role.EDITOR)
    return user


@pytest.fixture
def send(client: Client, record: ApplicationNotice) -> Callable[..., Any]:
    """send(**fields) posts the form of the record, with a ticket of its own unless one is given."""

    def post(**fields: Any) -> Any:
        ticket = new_ticket(record.permanent_id)
        given = {"problem": "wrong_fact", "passage": PASSAGE, "proposal": "应为满两年", "ticket": ticket, **fields}
        return client.post(reverse("correction_new", args=[record.permanent_id]), given)

    return post
