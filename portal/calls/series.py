"""The next call of a series: a draft made from last year's, with nothing invented."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from portal.calls.models import CallCopy
from portal.calls.naming import next_title, series_word, year_of
from portal.pages.copies import forget_earlier_revisions
from portal.pages.verbs import free_slug
from portal.policies.models import ApplicationNotice
from portal.publication import record as log
from portal.windows.clock import period_from_json
from portal.windows.instants import SHANGHAI, rfc3339
from portal.windows.models import Window
from portal.windows.representation import windows_json
from portal.windows.status import period_status

# What is true of one call only.
EMPTIED: dict[str, Any] = {
    "doc_number": "",
    "published_on": None,
    "time_text": "",
    "source_name": "",
    "source_url": "",
    "source_licence": "",
    "source_retrieved_on": None,
    "pays_notice": None,
}


def successor_of(call: ApplicationNotice) -> ApplicationNotice | None:
    """The call that follows in the series, be it a draft; withdrawn ones do not count."""
    following = ApplicationNotice.objects.filter(previous_notice=call).order_by("-pk")
    return following.exclude(live=False, first_published_at__isnull=False).first()


def make_next(*, call: ApplicationNotice, user: Any, may_publish: bool) -> ApplicationNotice:
    """The draft of the next call, beside `call`. Runs inside a publication transaction.

    The word of the series is put on `call`, too, where `may_publish` says that the user may change what is public.
    """
    year = call.programme_year or year_of(call.title) or _year_of_windows(call)
    series = call.series or series_word(call.title)
    title, new_id = next_title(call.title, year), uuid.uuid4()
    draft: ApplicationNotice = call.copy(
        keep_live=False,
        user=user,
        update_attrs={
            **EMPTIED, "title": title, "draft_title": title, "slug": free_slug(title, new_id), "series": series,
            "programme_year": year + 1 if year else None, "previous_notice": call,
        },
    )  # fmt: skip
    draft = ApplicationNotice.objects.get(pk=draft.pk)
    _remember(draft, call, _empty_windows(draft, call), user)
    if not call.series and may_publish:
        _name_series(call, series)
    return draft


def _year_of_windows(call: ApplicationNotice) -> int | None:
    """The year of the last opening."""
    openings = [window.opens_at for item in call.items.all() for window in item.windows.all() if window.opens_at]
    return max(openings).astimezone(SHANGHAI).year if openings else None


def _empty_windows(draft: ApplicationNotice, call: ApplicationNotice) -> dict[str, dict[str, Any]]:
    """Take last year's times out of the draft's windows; returns what they came to, by the new windows' ids."""
    was = {}
    for new_item, old_item in zip(draft.items.all(), call.items.all(), strict=True):
        old_windows = list(old_item.windows.all())
        new_windows = list(new_item.windows.all())
        for new, told in zip(new_windows, windows_json(old_windows), strict=True):
            came_to = period_status(period_from_json(told), timezone.now())
            was[str(new.permanent_id)] = {
                "opens_at": rfc3339(came_to.opens_at) if came_to.opens_at else None,
                "closes_at": rfc3339(came_to.closes_at) if came_to.closes_at else None,
                "open_ended": told["open_ended"],
            }
            _empty(new)
    return was


def _empty(window: Window) -> None:
    # Prose that stands alone (一般每年一次) is no date; words beside dates repeat them.
    if window.is_dated:
        window.text = ""
    window.opens_at = window.closes_at = None
    window.open_ended, window.milestones = False, []
    window.save()


def _remember(draft: ApplicationNotice, call: ApplicationNotice, was: dict[str, Any], user: Any) -> None:
    CallCopy.objects.create(call=draft.permanent_id, source=call.permanent_id, windows=was, made_by=user)
    forget_earlier_revisions(draft, user)


def _name_series(call: ApplicationNotice, series: str) -> None:
    """On the public record and in every draft of it that somebody is at work on."""
    call.series = series
    ApplicationNotice.objects.filter(pk=call.pk).update(series=series)
    for revision in call.revisions.filter(pk__in={call.latest_revision_id, call.live_revision_id} - {None}):
        if not revision.content.get("series"):
            revision.content["series"] = series
            revision.save(update_fields=["content"])
    log.record(call)


def last_years(window_id: uuid.UUID | str, copies: Iterable[CallCopy]) -> dict[str, Any] | None:
    """What last year's window came to, `{opens_at, closes_at, open_ended}`; None for one that was not copied."""
    return next((copy.windows[str(window_id)] for copy in copies if str(window_id) in copy.windows), None)
