"""What a person may do to one page: Wagtail's permission, and behind it membership in the owning department.

Screens ask `page.permissions_for_user(user)` about a record that is there, and need not ask the policy beside it.
"""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from portal.accounts.reach import reach_of


def is_own(user: Any, page: Page) -> bool:
    """Whether membership lets the user work on the page; one that has no owner is Wagtail's to decide alone."""
    return getattr(page, "record_owner_id", None) is None or reach_of(user).allows("edit", page)


class RecordPermissions(PagePermissionTester):
    """Wagtail's answers for a record: none at all for people of other departments, even as reviewers of a workflow."""

    permissions: set[str]

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        self.own = user.is_active and is_own(user, page)
        if user.is_active and not user.is_superuser:
            self.permissions = self.permissions if self.own else set()
            if page.record_owner_id and not reach_of(user).allows("publish", page):
                self.permissions = self.permissions - {"publish"}

    def can_edit(self) -> bool:
        """With the policy's consent."""
        return self.own and super().can_edit()

    def can_view_revisions(self) -> bool:
        """A history tells of drafts."""
        return self.own and super().can_view_revisions()

    def can_submit_for_moderation(self) -> bool:
        """With the policy's consent."""
        return self.own and super().can_submit_for_moderation()

    def can_lock(self) -> bool:
        """With the policy's consent."""
        return self.own and super().can_lock()

    def can_unlock(self) -> bool:
        """With the policy's consent."""
        return self.own and super().can_unlock()


class SectionPermissions(PagePermissionTester):
    """A list is part of the site: permission given at the list itself is for the records in it, not for the list."""

    permissions: set[str]

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser:
            rows = self.permission_policy.get_cached_permissions_for_user(user)
            given_above = [row for row in rows if page.path.startswith(row.page.path) and row.page_id != page.pk]
            above = {row.permission.codename.rsplit("_", maxsplit=1)[0] for row in given_above}
            self.permissions = {name for name in self.permissions if name in above or name in {"add", "publish"}}
            self.over_section = "change" in above

    def can_edit(self) -> bool:
        """By permission on the page above; whoever made the list has no more than others."""
        return self.user.is_superuser or (self.over_section and super().can_edit())

    def can_unpublish(self) -> bool:
        """By permission on the page above."""
        return self.can_edit() and super().can_unpublish()

    def can_publish(self) -> bool:
        """By permission on the page above."""
        return self.can_edit() and super().can_publish()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """By permission on the page above."""
        return self.can_edit() and super().can_delete(ignore_bulk=ignore_bulk)
