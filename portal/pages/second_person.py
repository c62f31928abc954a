"""Calls need a second person: who wrote the latest change is not the one who publishes it."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from portal.pages.differences import differences

# Members of a revision that say when and how it was kept, not what it says.
BOOKKEEPING = frozenset(
    {
        "change_note", "draft_title", "expire_at", "expired", "first_published_at", "go_live_at",
        "has_unpublished_changes", "last_published_at", "latest_revision", "latest_revision_created_at", "live",
        "live_revision", "locked", "locked_at", "locked_by", "numchild", "path", "significant", "url_path",
        "wagtail_admin_comments",
    }
)  # fmt: skip


def unseen(page: Page, revision: Revision | None, publisher: Any) -> str:
    """Why a second person has to look first, in words; "" where one did, or the kind needs none.

    A copy or a program's page that is live from its first moment was seen by nobody.
    """
    if not getattr(page, "needs_second_person", False):
        return ""
    if revision is None:
        return _("A call is kept as a draft first; another person publishes it.")
    author = last_author(page, revision)
    if author is None:
        return ""
    if publisher is None:
        return _("A call is published by a person who did not write it; the program gave no name.")
    if author == publisher.pk:
        return _("You made the latest change yourself: a second person publishes a call.")
    return ""


def last_author(page: Page, revision: Revision) -> Any:
    """The key of who last changed what the page says, up to `revision`; None for nobody known.

    Publishing keeps a revision in the publisher's name even where nothing was changed: those do not count.
    """
    later: Revision | None = None
    for earlier in page.revisions.filter(pk__lte=revision.pk).order_by("-pk").iterator(chunk_size=10):
        if later and not says_the_same(earlier, later):
            break
        later = earlier
    return later.user_id if later else None


def says_the_same(one: Revision, other: Revision) -> bool:
    """Whether two drafts say the same; what the editor's form writes differently (an order, a key) says nothing."""
    if said(one.content) == said(other.content):
        return True
    return all(found.field in BOOKKEEPING for found in differences(one, other))


def said(content: dict[str, Any]) -> dict[str, Any]:
    """A revision's content without the bookkeeping."""
    return {name: value for name, value in content.items() if name not in BOOKKEEPING}
