"""Who gives roles cannot make more of the own one, and a department's role reaches no other department."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from portal.accounts.invitations import invite
from portal.accounts.roles import ensure_roles
from portal.accounts.separation import SECURITY
from portal.corrections.models import Correction, CorrectionContact
from portal.home.tree import ensure_site_tree
from portal.taxonomy.models import Organisation

pytestmark = pytest.mark.django_db
CONTACT = "someone@example.org"


@pytest.fixture
def roles():
    ensure_site_tree()
    ensure_roles()


@pytest.fixture
def security(client, roles):
    user = invite(email="security@example.org", role="security")[0]
    client.force_login(user)
    return user


def group_form(group, *permissions, **changed):
    values = {"name": group.name, "permissions": [one.pk for one in permissions]}
    for prefix in ("page_permissions", "collection_permissions", "document_permissions", "image_permissions"):
        values |= {f"{prefix}-{part}": 0 for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return values | changed


def test_own_group_is_neither_renamed_nor_given_more(client, security):
    group = Group.objects.get(name=SECURITY)
    before = set(group.permissions.all())
    address = reverse("wagtailusers_groups:edit", args=[group.pk])

    answer = client.post(address, group_form(group, Permission.objects.get(codename="add_user"), name="别的名字"))
    group.refresh_from_db()

    assert answer.status_code in {302, 403}
    assert group.name == SECURITY
    assert set(group.permissions.all()) == before


def test_a_role_keeps_its_name_whoever_changes_its_group(client, security):
    group = Group.objects.get(name="录入")
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    assert client.get(address).status_code == 200

    client.post(address, group_form(group, name="别的名字"))
    client.post(reverse("wagtailusers_groups:delete", args=[group.pk]))

    assert Group.objects.filter(pk=group.pk, name="录入").exists()


def test_an_administrator_takes_no_membership(client, security):
    organisation = Organisation.objects.create(name="科技局")
    values = {"user": security.pk, "organisation": organisation.pk, "role": "administrator"}

    client.post("/admin/snippets/accounts/membership/add/", values)

    assert not security.memberships.exists()


def test_nobody_gives_a_role_to_the_own_account(client, security):
    other = Group.objects.create(name="没有冲突的组")
    security.groups.clear()
    powers = Group.objects.create(name="给角色的人")
    powers.permissions.add(
        *Permission.objects.filter(codename__in=("access_admin", "change_group", "view_user", "change_user"))
    )
    security.groups.add(powers)

    client.post(f"/admin/bulk/accounts/user/assign_role/?id={security.pk}", {"role": other.pk})

    assert list(security.groups.all()) == [powers]


def test_system_administrator_does_not_redirect_another_administrators_password(client, roles):
    client.force_login(invite(email="system@example.org", role="system")[0])
    target = invite(email="security@example.org", role="security")[0]
    values = {"username": "security@example.org", "first_name": "明", "last_name": "李", "is_active": "on"}

    client.post(reverse("wagtailusers_users:edit", args=[target.pk]), values | {"email": "mine@example.org"})
    target.refresh_from_db()

    assert (target.first_name, target.email) == ("明", "security@example.org")


def test_an_invitation_works_once(client, roles):
    _user, link = invite(email="li@example.org", role="clerk")
    path = link.removeprefix(settings.PORTAL_BASE_URL)
    form = client.get(path).headers["Location"]
    word = "correct-horse-battery-9"
    assert client.post(form, {"new_password1": word, "new_password2": word}).status_code == 302

    again = Client().get(path)

    assert again.status_code == 200 and not again.context["validlink"]


@pytest.mark.parametrize("code", ["clerk", "reviewer", "publisher"])
def test_roles_of_one_department_do_not_read_corrections_of_another(client, roles, code):
    own, other = (Organisation.objects.create(name=name) for name in ("科技局", "人社局"))
    told = Correction.objects.create(
        item_id="00000000-0000-4000-8000-000000000001", item_kind="notices", item_title="别局的通知", owner=other,
        problem="other", passage="有误", digest="x",
    )  # fmt: skip
    CorrectionContact.objects.create(correction=told, contact=CONTACT)
    client.force_login(invite(email="a@example.org", role=code, organisation=own)[0])

    assert "别局的通知" not in client.get(reverse("corrections_staff")).content.decode()
    assert client.get(reverse("correction_staff", args=[told.pk])).status_code in {302, 403}


def test_the_service_centre_reads_all_corrections(client, roles):
    keeper = invite(email="k@example.org", role="keeper")[0]

    assert keeper.has_perm("corrections.change_correction")
