"""A published call of a department, somebody who may publish it, and a client signed in as them."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Membership, User
from portal.policies.models import (
    ApplicationNotice,
    CallItem,
    CallWindow,
    NoticeCondition,
    NoticeContact,
    NoticeMaterial,
    NoticeRole,
)
from portal.taxonomy.models import Organisation
from tests.factories.notices import ApplicationNoticeFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def department() -> Organisation:
    return Organisation.objects.create(name="苏州市科学技术局")


@pytest.fixture
def clerk(department: Organisation) -> User:
    user = User.objects.create_user("clerk", "clerk@example.org", "not-a-default-1")
    user.groups.add(Group.objects.get(name="Moderators"))
    Membership.objects.create(user=user, organisation=department, role=Membership.Role.APPROVER)
    return user


@pytest.fixture
def office(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def window(*, opens: float = -10, closes: float = 20, **given: object) -> CallWindow:
    """A window in days from now, on whole minutes."""
    now = timezone.now().replace(second=0, microsecond=0)
    return CallWindow(opens_at=now + opens * DAY, closes_at=now + closes * DAY, **given)


@pytest.fixture
def call(department: Organisation) -> ApplicationNotice:
    """Two items of one window each, both open for 20 days more."""
    items = [CallItem(name="高新技术企业认定", windows=[window()]), CallItem(name="企业研发补助", windows=[window()])]
    return ApplicationNoticeFactory(
        title="关于组织申报2025年度高新技术企业认定的通知", record_owner=department, programme_year=2025,
        batch="第一批", doc_number="苏科高〔2025〕1号", time_text="网上申报截止时间为2025年6月30日", items=items,
        published_on=dt.date(2025, 3, 1), source_name="市科技局网站", source_url="https://example.org/1",
        conditions=[NoticeCondition(text="注册满一年")], materials=[NoticeMaterial(name="申报书")],
        roles=[NoticeRole(role="receiving", organisation=department)], contacts=[NoticeContact(name="高新处")],
    )  # fmt: skip
