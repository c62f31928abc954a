"""Calls need a second person: who wrote the latest change is not the one who publishes it."""

import re
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

# Members of a revision that say when and how it was kept, not what it says.
BOOKKEEPING = frozenset(
    {
        "change_note", "draft_title", "expire_at", "expired", "first_published_at", "go_live_at",
        "has_unpublished_changes", "last_published_at", "latest_revision", "latest_revision_created_at", "live",
        "live_revision", "locked", "locked_at", "locked_by", "numchild", "path", "significant", "url_path",
        "wagtail_admin_comments",
    }
)  # fmt: skip


# The editor gives every paragraph a key, and a row that is stored for the first time gets a number.
_KEYS = re.compile(r' data-block-key=\\?\\?"[^"]*"')


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
    rows = page.revisions.filter(pk__lte=revision.pk).order_by("-pk").values_list("user_id", "content")
    later: tuple[Any, Any] | None = None
    for user, content in rows.iterator(chunk_size=10):
        words = said(content)
        if later and words != later[1]:
            break
        later = (user, words)
    return later[0] if later else None


def said(content: dict[str, Any]) -> Any:
    """What a revision's content says, without bookkeeping: two that say the same are equal."""
    return _plain({name: value for name, value in content.items() if name not in BOOKKEEPING})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if name != "pk"}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return without_keys(value) if isinstance(value, str) else value


def without_keys(text: str) -> str:
    """Stored rich text without the keys of its paragraphs, which say nothing."""
    return _KEYS.sub("", text)
