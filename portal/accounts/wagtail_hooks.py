"""Back-office screen of the memberships; users themselves are managed by Wagtail's own screens."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.accounts.models import Membership, User
from portal.accounts.user_screens import GIVES_ROLES, KEEPS_ACCOUNTS


class MembershipViewSet(SnippetViewSet):
    """Who acts for which organisation, in which role, where and how long."""

    model = Membership
    icon = "user"
    add_to_settings_menu = True
    list_display = ["user", "organisation", "role", "region", "valid_from", "valid_to"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__email", "organisation__name"]
    panels = [
        FieldPanel("user"),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("region")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]


register_snippet(MembershipViewSet)


@hooks.register("before_bulk_action")
def before_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any) -> None:
    """Several accounts at once: roles by who gives roles, the rest by who keeps accounts, superusers by superusers.

    Nobody gives a role to the own account.
    """
    accounts = [found for found in objects if isinstance(found, User)]
    if not accounts or request.user.is_superuser:
        return
    needed = GIVES_ROLES if action_type == "assign_role" else KEEPS_ACCOUNTS
    own = action_type == "assign_role" and request.user in accounts
    if own or not request.user.has_perm(needed) or any(account.is_superuser for account in accounts):
        raise PermissionDenied
