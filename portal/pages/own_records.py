"""Which records a person meets in the back-office: those of the own departments, and those without an owner.

Wagtail's page permissions are the door, membership is the policy behind it (portal.accounts.policy). Wagtail asks here
for lists of every kind: explorer, search, reports, choosers, history, its own API.
"""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.accounts.reach import reach_of
from portal.pages.choices import Visibility
from portal.pages.models import PortalPage
from portal.pages.record_permissions import is_own


def record_models() -> list[type[PortalPage]]:
    """The kinds' models."""
    return [model for model in PortalPage.__subclasses__() if not model._meta.abstract]


def foreign(user: Any) -> Q:
    """Pages that are records of departments for which the user does not act; nothing for a superuser."""
    found = Q(pk__in=[])
    if user.is_superuser:
        return found
    own = reach_of(user).organisations
    for model in record_models():
        others = model.objects.exclude(record_owner=None).exclude(record_owner__in=own)
        found |= Q(pk__in=others.order_by().values("pk"))
    return found


def withheld() -> Q:
    """Pages that are records whose 公开属性 is other than public."""
    found = Q(pk__in=[])
    for model in record_models():
        found |= Q(pk__in=model.objects.exclude(visibility=Visibility.PUBLIC).order_by().values("pk"))
    return found


def own_pages(user: Any, pages: QuerySet) -> QuerySet:
    """Without other departments' records."""
    return pages.exclude(foreign(user))


def pages_to_refer_to(user: Any, pages: QuerySet) -> QuerySet:
    """Own ones, and what the public may read of others."""
    return pages.filter(~foreign(user) | (Q(live=True) & ~withheld()))


class OwnRecordsPolicy(PagePermissionPolicy):
    """Wagtail's page permissions, less the records of other departments."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        """The pages on which the user may do one of these."""
        return own_pages(user, super().instances_user_has_any_permission_for(user, actions))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Page) -> bool:
        """Whether the user may do one of these to this page."""
        allowed: bool = super().user_has_any_permission_for_instance(user, actions, instance)
        return allowed and is_own(user, instance.specific_deferred)
