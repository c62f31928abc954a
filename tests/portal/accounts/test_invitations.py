"""Inviting an editor."""

from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import User

pytestmark = pytest.mark.django_db


def invite(*arguments):
    out = StringIO()
    call_command("invite_editor", *arguments, stdout=out)
    return out.getvalue().strip().splitlines()[-1]


def test_invited_editor_has_no_password_and_may_enter_the_back_office():
    invite("Editor@example.org")
    user = User.objects.get(email="Editor@example.org")
    assert not user.has_usable_password()
    assert user.has_perm("wagtailadmin.access_admin")
    assert not user.is_superuser


def test_link_sets_a_password_once(client, settings):
    link = invite("editor@example.org", "--superuser")
    assert link.startswith(settings.PORTAL_BASE_URL)
    form = client.get(urlsplit(link).path, follow=True)
    password = "correct-horse-battery-9"
    address = form.redirect_chain[-1][0]
    answer = client.post(address, {"new_password1": password, "new_password2": password})
    assert answer.status_code == 302
    user = User.objects.get()
    assert user.check_password(password)
    assert user.is_superuser
    again = client.get(urlsplit(link).path, follow=True)
    assert not again.context["validlink"]


def test_second_invitation_keeps_the_account_and_its_rights():
    invite("editor@example.org", "--superuser")
    invite("EDITOR@example.org")
    assert User.objects.get().is_superuser


def test_something_else_than_an_address_is_refused():
    with pytest.raises(CommandError):
        invite("editor")
