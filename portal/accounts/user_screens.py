"""Wagtail's screens of accounts, shared by two administrators: one keeps accounts, the other gives roles.

Nobody types a password for somebody else: whoever makes an account gets a link to pass on.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from portal.accounts.invitations import password_link
from portal.accounts.separation import ADMINISTRATORS, conflict

GIVES_ROLES = "auth.change_group"
KEEPS_ACCOUNTS = "accounts.add_user"


class Separated:
    """Refuses groups that one person cannot have together."""

    def clean_groups(self) -> Any:
        """With the sentence that says which."""
        groups = self.cleaned_data["groups"]  # type: ignore[attr-defined]
        if sentence := conflict(group.name for group in groups):
            raise ValidationError(sentence)
        return groups


class AccountCreationForm(Separated, UserCreationForm):
    """A new account."""


class AccountEditForm(Separated, UserEditForm):
    """An account."""


def limit(form: Any, request: HttpRequest) -> Any:
    """The form with what this administrator may not decide shown only. Superusers are for installation."""
    user = request.user
    closed = set() if user.is_superuser else {"is_superuser"}
    if not user.has_perm(GIVES_ROLES):
        closed.add("groups")
    if not user.has_perm(KEEPS_ACCOUNTS):
        closed |= set(form.fields) - {"groups"}
    if form.instance.pk == user.pk and not user.is_superuser:
        closed.add("groups")
    if not user.is_superuser and _is_administrator(form.instance):
        # Where a new password is sent decides whose account it is.
        closed |= {"username", "email"}
    for name in closed & set(form.fields):
        form.fields[name].disabled = True
    return form


def _is_administrator(account: Any) -> bool:
    return bool(account.pk and account.groups.filter(name__in=ADMINISTRATORS).exists())


class AccountCreateView(CreateView):
    """Ends with the link at which the new colleague sets a password."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """See limit."""
        return limit(super().get_form(*args, **kwargs), self.request)

    def save_instance(self) -> Any:
        """Without a password until the link is used."""
        user = super().save_instance()
        user.set_unusable_password()
        user.save(update_fields=["password"])
        text = _("Pass this link on; it sets the password and works once: %(link)s")
        messages.info(self.request, text % {"link": password_link(user)})
        return user


class AccountEditView(EditView):
    """A superuser's account is changed by superusers only."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """See the class."""
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            self.http_method_names: list[str] = []

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refused, not unknown."""
        raise PermissionDenied

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """See limit."""
        return limit(super().get_form(*args, **kwargs), self.request)


class AccountViewSet(UserViewSet):
    """Wagtail's, with these forms."""

    add_view_class = AccountCreateView
    edit_view_class = AccountEditView

    def get_form_class(self, for_update: bool = False) -> type:
        """For a new account, or one that is there."""
        return AccountEditForm if for_update else AccountCreationForm
