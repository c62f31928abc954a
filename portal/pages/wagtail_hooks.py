"""The back-office asks the permission policy about records that have an owner; Wagtail's permissions come first."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from portal.accounts.policy import may
from portal.pages import history  # noqa: F401 - its hook is registered by being imported
from portal.pages.copies import forget_earlier_revisions
from portal.pages.models import PortalPage

# Bulk actions of Wagtail's explorer in the policy's words.
BULK = {"publish": "publish", "unpublish": "withdraw", "delete": "delete", "move": "edit"}


def require(user: Any, action: str, pages: Iterable[Page]) -> None:
    """Raise PermissionDenied with the policy's reason. A record without an owner is Wagtail's to decide alone."""
    for page in pages:
        record = page.specific
        if not isinstance(record, PortalPage) or record.record_owner_id is None:
            continue
        if not (decision := may(user, action, record)):
            raise PermissionDenied(f"{record.title}: {decision.reason}")


@hooks.register("before_edit_page")
def before_edit(request: HttpRequest, page: Page) -> None:
    """Opening and saving."""
    require(request.user, "edit", [page])


@hooks.register("before_publish_page")
def before_publish(request: HttpRequest, page: Page) -> None:
    """The edit view's publish button."""
    require(request.user, "publish", [page])


@hooks.register("before_unpublish_page")
def before_unpublish(request: HttpRequest, page: Page) -> None:
    """Unpublishing is a withdrawal."""
    require(request.user, "withdraw", [page])


@hooks.register("before_delete_page")
def before_delete(request: HttpRequest, page: Page) -> None:
    """The page and everything below it."""
    require(request.user, "delete", page.get_descendants(inclusive=True))


@hooks.register("before_move_page")
def before_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Moving changes addresses only."""
    require(request.user, "edit", [page])


@hooks.register("after_copy_page")
def after_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Wagtail's screen copies revisions too; an alias has none."""
    for copied in new_page.get_descendants(inclusive=True).filter(alias_of=None):
        forget_earlier_revisions(copied, request.user)


@hooks.register("before_bulk_action")
def before_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any) -> None:
    """Bulk actions on pages; other objects have no owner."""
    if action_type in BULK:
        require(request.user, BULK[action_type], [found for found in objects if isinstance(found, Page)])
