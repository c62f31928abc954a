"""From a filled-in form to happenings: what they would come to, and recording them once."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from portal.calls.actions import changes_anything, from_now_on, last_before, with_happening
from portal.calls.forms import HappeningForm
from portal.calls.windows_of import OneWindow
from portal.pages.models import PortalPage
from portal.pages.verbs import record_happening
from portal.publication.rendering import Span
from portal.publication.transaction import transaction
from portal.windows.models import HappeningKind, WindowEvent
from portal.windows.status import Happening, course

LOGGED = "portal.window"


@dataclass(frozen=True)
class Planned:
    """One window, what would be recorded of it, and its status from now on as it is and as it would be."""

    window: OneWindow
    happening: Happening
    before: list[Span]
    after: list[Span]


def plan(form: HappeningForm, now: dt.datetime) -> list[Planned]:
    """What a valid form would record. Raises ValidationError where it makes no sense, in the reader's words."""
    corrected = _corrected(form)
    return [_planned(one, form, corrected, now) for one in form.chosen()]


def _corrected(form: HappeningForm) -> WindowEvent | None:
    wanted = form.cleaned_data.get("corrects")
    if wanted is None:
        return None
    found = [event for one in form.chosen() for event in one.events if event.id == wanted]
    if not found:
        raise ValidationError(_("What is to be corrected does not belong to the period that you chose."))
    return found[0]


def _planned(one: OneWindow, form: HappeningForm, corrected: WindowEvent | None, now: dt.datetime) -> Planned:
    at = form.instant(now)
    if corrected and at <= corrected.at < at + dt.timedelta(minutes=1):
        at = corrected.at
    happening = Happening(
        str(uuid.uuid5(form.cleaned_data["token"], one.id)), form.action.kind, at, form.closing(),
        form.cleaned_data["reason"], form.cleaned_data["source_url"], form.opening(),
        bool(form.cleaned_data.get("open_ended")),
    )  # fmt: skip
    _check(one, happening, now)
    after = with_happening(one.period, happening)
    return Planned(one, happening, from_now_on(one.period, now), from_now_on(after, now))


def _check(one: OneWindow, happening: Happening, now: dt.datetime) -> None:
    """It comes after what is recorded, fits the window as it is by then, and changes something."""
    earliest = last_before(one.period, now)
    if earliest and happening.at < earliest:
        raise ValidationError(_("Something later is recorded already. Give an instant after it."))
    by_then = course(one.period, happening.at)
    if happening.kind == HappeningKind.OPENED and by_then.opens_at and happening.at >= by_then.opens_at:
        raise ValidationError(_("By then it is open anyway. To open later, correct the announced times."))
    closing = happening.closes_at
    if happening.kind == HappeningKind.EXTENDED and closing and by_then.closes_at and closing <= by_then.closes_at:
        raise ValidationError(_("That is not later than the present closing time. Close early, or correct the times."))
    if not changes_anything(one.period, happening):
        raise ValidationError(_("Nothing would change by that: at that instant the period is so already."))


def hold(page: PortalPage) -> None:
    """Nobody else records something of this page until the transaction ends."""
    Page.objects.select_for_update().get(pk=page.pk)


def record(page: PortalPage, planned: list[Planned], *, corrects: uuid.UUID | None, user: Any) -> None:
    """Record all of it or, where one of several windows refuses, nothing."""
    with transaction():
        for one in planned:
            said = one.happening
            record_happening(
                page=page, window_id=uuid.UUID(one.window.id), kind=said.kind, at=said.at, closes_at=said.closes_at,
                reason=said.reason, source_url=said.source_url, user=user, id=uuid.UUID(said.id),
                corrects_id=corrects, opens_at=said.opens_at, open_ended=said.open_ended,
            )  # fmt: skip
        names = [one.window.item for one in planned if one.window.item]
        log(page, LOGGED, user=user, data={"kind": planned[0].happening.kind, "items": names})
