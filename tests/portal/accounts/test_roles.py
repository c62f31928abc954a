"""The seven roles, and the three administrators who are three people."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from portal.accounts.invitations import invite
from portal.accounts.models import Membership, SignIn, User
from portal.accounts.roles import ROLES, ensure_roles
from portal.accounts.separation import ADMINISTRATORS, KEEPER, conflict
from portal.home.tree import ensure_site_tree
from portal.pages.gate import FORCING_PERMISSION
from portal.taxonomy.models import Organisation
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ADMINISTRATOR_CODES = ("system", "security", "audit")


@pytest.fixture
def roles():
    ensure_site_tree()
    ensure_roles()


def account(code):
    return invite(email=f"{code}@example.org", role=code)[0]


def form_of(user, **changed):
    values = {"username": user.username, "email": user.email, "first_name": "明", "last_name": "李", "is_active": "on"}
    return values | changed


def test_roles_are_made_once(roles):
    before = (GroupPagePermission.objects.count(), Group.objects.count())

    assert ensure_roles() == 0
    assert (GroupPagePermission.objects.count(), Group.objects.count()) == before
    assert set(Group.objects.values_list("name", flat=True)) >= {role.group for role in ROLES.values()}


def test_what_staff_added_to_a_group_stays(roles):
    group = Group.objects.get(name="录入")
    extra = Permission.objects.get(codename="view_searched")
    group.permissions.add(extra)

    ensure_roles()

    assert extra in group.permissions.all()


@pytest.mark.parametrize(("code", "may_publish"), [("clerk", False), ("reviewer", False), ("publisher", True)])
def test_who_publishes(roles, code, may_publish):
    organisation = Organisation.objects.create(name="科技局")
    user, _link = invite(email="a@example.org", role=code, organisation=organisation)
    listing = Page.objects.get(slug="notices", depth=3).specific

    assert listing.permissions_for_user(user).can_publish_subpage() is may_publish


def test_only_the_service_centre_answers_for_what_is_incomplete(roles):
    holders = Group.objects.filter(permissions__codename="publish_incomplete").values_list("name", flat=True)

    assert list(holders) == [KEEPER]
    assert account("keeper").has_perm(FORCING_PERMISSION)


@pytest.mark.parametrize("code", ADMINISTRATOR_CODES)
def test_administrators_edit_no_content(roles, code):
    user = account(code)
    listing = Page.objects.get(slug="notices", depth=3).specific

    assert not listing.permissions_for_user(user).can_add_subpage()
    with pytest.raises(PermissionDenied):
        GroupPagePermission.objects.create(
            group=Group.objects.get(name=ROLES[code].group), page=listing,
            permission=Permission.objects.get(codename="change_page"),
        )  # fmt: skip


@pytest.mark.parametrize("first", ADMINISTRATOR_CODES)
@pytest.mark.parametrize("second", [*ADMINISTRATOR_CODES, "clerk", "keeper"])
def test_nobody_is_an_administrator_and_something_else(roles, first, second):
    if first == second:
        assert not conflict([ROLES[first].group])
        return
    user = account(first)
    group = Group.objects.get(name=ROLES[second].group)

    for change in (
        lambda: user.groups.add(group),
        lambda: group.user_set.add(user),
        lambda: user.groups.set([group, *user.groups.all()]),
    ):
        with pytest.raises(PermissionDenied), transaction.atomic():
            change()
    assert user.groups.count() == 1


def test_sentence_names_the_roles():
    assert "系统管理员" in conflict(["系统管理员", "审计管理员"])
    assert conflict(["录入", "发布"]) == ""
    assert len(ADMINISTRATORS) == 3


def test_the_form_says_why(client, roles):
    client.force_login(UserFactory(is_superuser=True))
    user = account("system")
    groups = [str(Group.objects.get(name=ROLES[code].group).pk) for code in ("system", "audit")]

    answer = client.post(reverse("wagtailusers_users:edit", args=[user.pk]), form_of(user, groups=groups))

    assert answer.status_code == 200
    assert "审计管理员" in answer.context["form"].errors["groups"][0]
    assert user.groups.count() == 1


def test_system_administrator_makes_accounts_and_gives_no_roles(client, roles):
    client.force_login(account("system"))
    group = Group.objects.get(name="安全管理员")
    values = {"username": "wang", "email": "wang@example.org", "first_name": "芳", "last_name": "王"}

    answer = client.post(
        reverse("wagtailusers_users:add"), values | {"groups": [group.pk], "is_superuser": "on"}, follow=True
    )
    made = User.objects.get(username="wang")

    assert not made.groups.exists()
    assert not made.is_superuser
    assert not made.has_usable_password()
    assert "/admin/password_reset/confirm/" in answer.content.decode()


def test_security_administrator_gives_roles_and_changes_no_account(client, roles):
    client.force_login(account("security"))
    user = UserFactory(first_name="芳", last_name="王")
    group = Group.objects.get(name="录入")

    client.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        form_of(user, email="other@example.org", groups=[group.pk], is_superuser="on"),
    )
    email = user.email
    user.refresh_from_db()

    assert list(user.groups.all()) == [group]
    assert user.email == email
    assert not user.is_superuser


@pytest.mark.parametrize("code", ["system", "security"])
def test_superusers_are_out_of_reach(client, roles, code):
    top = UserFactory(is_superuser=True)
    client.force_login(account(code))

    answer = client.post(reverse("wagtailusers_users:edit", args=[top.pk]), form_of(top, username="taken"))
    top.refresh_from_db()

    assert answer.status_code in {302, 403}
    assert top.username != "taken"


def test_system_administrator_gives_no_roles_to_many_at_once(client, roles):
    client.force_login(account("system"))
    user = UserFactory()
    group = Group.objects.get(name="审计管理员")

    client.post(f"/admin/bulk/accounts/user/assign_role/?id={user.pk}", {"role": group.pk})

    assert not user.groups.exists()


def test_invitation_makes_the_membership(capsys, roles):
    organisation = Organisation.objects.create(name="苏州市科学技术局")

    call_command("invite_editor", "li@example.org", "--role", "publisher", "--organisation", "苏州市科学技术局")
    member = Membership.objects.get()

    assert (member.organisation, member.role) == (organisation, Membership.Role.APPROVER)
    assert member.user.groups.get().name == "发布"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--role", "clerk"], ["--role", "clerk", "--organisation", "没有这个局"],
        ["--role", "audit", "--organisation", "苏州市科学技术局"],
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(roles, arguments):
    Organisation.objects.create(name="苏州市科学技术局")

    with pytest.raises(CommandError):
        call_command("invite_editor", "li@example.org", *arguments)
    assert not User.objects.exists()


def test_signing_in_is_remembered_and_so_is_failing(client, roles):
    user = UserFactory(username="li")
    user.set_password("correct-horse-battery-9")
    user.save()

    client.post(reverse("wagtailadmin_login"), {"username": "li", "password": "wrong"})
    client.post(reverse("wagtailadmin_login"), {"username": "li", "password": "correct-horse-battery-9"})

    rows = list(SignIn.objects.order_by("pk").values_list("username", "succeeded", "address"))
    assert rows == [("li", False, "127.0.0.1"), ("li", True, "127.0.0.1")]
