"""Inviting people to the back-office: an account without a password and a link to set one."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from portal.accounts.models import Membership, User
from portal.accounts.roles import ROLES, ensure_roles
from portal.taxonomy.models import Organisation

EDITORS = "Editors"


@transaction.atomic
def invite(
    *, email: str, superuser: bool = False, role: str = "", organisation: Organisation | None = None
) -> tuple[User, str]:
    """The account of this address, made when there is none, and an absolute link that works once.

    The link ends with `settings.PASSWORD_RESET_TIMEOUT` or with the next change of password. An existing account
    keeps its password until the link is used. `role` is a key of ROLES: the account joins its group and, where the
    role works on records, acts for `organisation`. Without one it joins Wagtail's editors. Raises PermissionDenied
    for roles that one person cannot have together.
    """
    email = User.objects.normalize_email(email)
    user = User.objects.filter(Q(email__iexact=email) | Q(username__iexact=email)).first()
    if user is None:
        user = User(username=email, email=email)
        user.set_unusable_password()
    user.is_superuser = user.is_superuser or superuser
    user.is_staff = user.is_staff or superuser
    user.save()
    if role:
        _take_role(user, role, organisation)
    elif not user.is_superuser:
        user.groups.add(*Group.objects.filter(name=EDITORS))
    return user, password_link(user)


def _take_role(user: User, code: str, organisation: Organisation | None) -> None:
    ensure_roles()
    role = ROLES[code]
    user.groups.add(Group.objects.get(name=role.group))
    if organisation is not None and role.membership:
        Membership.objects.get_or_create(user=user, organisation=organisation, role=role.membership)


def password_link(user: User) -> str:
    """The absolute address at which this user may set a password once."""
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    return urljoin(settings.PORTAL_BASE_URL, path)
