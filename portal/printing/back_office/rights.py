"""Who may compose and release: Wagtail's page permission is the door, membership the policy behind it."""

from typing import Any

from portal.accounts.policy import may
from portal.policies.models import Compilation


def may_edit(user: Any, page: Compilation) -> bool:
    """Whether the draft may be changed."""
    return page.permissions_for_user(user).can_edit() and _policy(user, "edit", page)


def may_release(user: Any, page: Compilation) -> bool:
    """Who may publish may release: both speak to the public."""
    return page.permissions_for_user(user).can_publish() and _policy(user, "publish", page)


def _policy(user: Any, action: str, page: Compilation) -> bool:
    return page.record_owner_id is None or bool(may(user, action, page))
