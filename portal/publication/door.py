"""The editor's door: one unsafe request is one publication transaction, and a refused request changes nothing."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from portal.publication.head import touch
from portal.publication.replay import Replay
from portal.publication.retrying import again_on_conflict
from portal.publication.transaction import transaction

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

# Posted by the editor's own scripts every few seconds; nothing that the public reads can change by them.
UNSEEN = frozenset(
    {
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_pages:preview_on_add",
        "wagtailadmin_pages:preview_on_edit",
    }
)
EDITING = frozenset({"wagtailadmin_pages:add", "wagtailadmin_pages:edit"})


class _Refused(Exception):
    """Carries a response ≥ 400 out of the transaction, so that it rolls back."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def all_or_nothing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap an editor's view. Reading is left alone: on SQLite a transaction would take the write lock.

    A conflict with another writer is met by answering the same request again, up to three times.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return view(request, *args, **kwargs)
        try:
            return again_on_conflict(partial(_once, view, request, *args, **kwargs), rewind=Replay(request).rewind)
        except _Refused as refused:
            return refused.response

    return wrapped


def _once(view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    with transaction():
        response = view(request, *args, **kwargs)
        if response.status_code >= 400:
            raise _Refused(response)
        if _may_show(request):
            touch()
    return response


def _may_show(request: HttpRequest) -> bool:
    """Whether the site may look different now: drafts that are kept, and kept again by themselves, do not count."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    draft = name in EDITING and not any(field.startswith("action-") for field in request.POST)
    return name not in UNSEEN and not draft
