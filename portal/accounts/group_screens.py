"""Wagtail's screens of groups: who gives roles must not make more of the own one, nor rename what keeps roles apart."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.users.views.groups import DeleteView, EditView, GroupViewSet

from portal.accounts.roles import ROLES
from portal.accounts.separation import ADMINISTRATORS

# Names are what the separation of roles goes by.
NAMED = frozenset(role.group for role in ROLES.values())


def require_other(request: HttpRequest, group: Any) -> None:
    """Raise PermissionDenied for an administrators' group and for the own ones; superusers may change every group."""
    user: Any = request.user
    if not user.is_superuser and (group.name in ADMINISTRATORS or user.groups.filter(pk=group.pk).exists()):
        raise PermissionDenied(_("This group is changed by a superuser only."))


class RoleEditView(EditView):
    """A group of the seven roles keeps its name."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """See require_other."""
        found = super().get_object(*args, **kwargs)
        require_other(self.request, found)
        # Filling in the form changes the object.
        self.stored_name = found.name
        return found

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """With the name shown only."""
        form = super().get_form(*args, **kwargs)
        form.fields["name"].disabled = self.stored_name in NAMED
        return form


class RoleDeleteView(DeleteView):
    """A group of the seven roles stays."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """See require_other."""
        found = super().get_object(*args, **kwargs)
        require_other(self.request, found)
        if found.name in NAMED:
            raise PermissionDenied(_("This group belongs to the portal's roles and cannot be deleted."))
        return found


class RoleViewSet(GroupViewSet):
    """Wagtail's, with these views."""

    edit_view_class = RoleEditView
    delete_view_class = RoleDeleteView
