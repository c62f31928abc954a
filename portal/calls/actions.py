"""What can be done to a window now, and what it would come to: asked before anything is recorded."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.publication.rendering import Span
from portal.windows.models import NEEDS_REASON, HappeningKind
from portal.windows.status import Happening, Period, StatusValue, course, period_status
from portal.windows.timeline import status_spans

V = StatusValue
RUNNING = frozenset({V.OPEN, V.CLOSING_SOON, V.OPEN_ENDED})


@dataclass(frozen=True)
class Action:
    """A kind of happening as a button: its label, what it does in a sentence, whether several windows may share it."""

    kind: str
    label: str | Promise
    does: str | Promise
    together: bool = True

    @property
    def needs_reason(self) -> bool:
        """Whether the public must be told why."""
        return self.kind in NEEDS_REASON


ACTIONS: dict[str, Action] = {
    action.kind: action
    for action in (
        Action("opened", _("Open"), _("It opens at the instant given, earlier than announced.")),
        Action("extended", _("Extend"), _("It closes later than announced.")),
        Action("suspended", _("Suspend"), _("Nobody can apply until it is resumed; the closing time stays.")),
        Action("resumed", _("Resume"), _("It goes on after a suspension.")),
        Action("quota_reached", _("Quota reached"), _("It ends because the places or the money are used up.")),
        Action("closed_early", _("Close early"), _("It ends before the announced time.")),
        Action("reopened", _("Reopen"), _("It is open again after it had ended.")),
        Action(
            "corrected", _("Correct the announced times"),
            _("The announcement had a mistake: say which times are right. What was announced stays in the history."),
            together=False,
        ),
    )
}  # fmt: skip
# What takes back a happening that was recorded by mistake.
UNDONE_BY = {
    "opened": "corrected", "extended": "corrected", "suspended": "resumed", "resumed": "suspended",
    "quota_reached": "reopened", "closed_early": "reopened", "reopened": "closed_early", "corrected": "corrected",
}  # fmt: skip
assert set(ACTIONS) == set(UNDONE_BY) == set(HappeningKind.values)  # noqa: S101 - a kind without a button is a defect


def possible(period: Period, at: dt.datetime) -> list[Action]:
    """What makes sense at `at`, in the order of the buttons; nothing for a window that is not dated yet."""
    return [ACTIONS[kind] for kind in _kinds(period, at)]


def _kinds(period: Period, at: dt.datetime) -> list[str]:
    now, value = course(period, at), period_status(period, at).value
    if value == V.UNANNOUNCED:
        return []
    held = ["resumed"] if now.held else []
    if value == V.CLOSED:
        return ["reopened", *held, "corrected"]
    found = ["opened"] if value == V.UPCOMING else []
    found += ["extended"] if now.closes_at else []
    found += held or ["suspended"]
    found += ["quota_reached", "closed_early"] if value != V.UPCOMING else []
    return [*found, "corrected"]


def needs_closing(kind: str, periods: Iterable[Period], at: dt.datetime) -> bool:
    """Whether a new closing time must be given: always to extend, to reopen where the old one has passed."""
    if kind == "extended":
        return True
    if kind != "reopened":
        return False
    deadlines = [course(period, at).deadline for period in periods]
    return any(deadline is not None and deadline <= at for deadline in deadlines)


def with_happening(period: Period, happening: Happening) -> Period:
    """The window as it would be; recorded last, it is told last among those of one instant."""
    return replace(period, happenings=(*period.happenings, happening))


def changes_anything(period: Period, happening: Happening) -> bool:
    """Whether the status differs at any instant because of it."""
    return status_spans([period]) != status_spans([with_happening(period, happening)])


def from_now_on(period: Period, now: dt.datetime) -> list[Span]:
    """What the status is now and will be, in order; the boundaries of "closing soon" are left to the clock."""
    spans = [span for span in status_spans([period]) if span.ends_at > now]
    return _without_soon(spans)


def _without_soon(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last and last.value == V.OPEN and span.value == V.CLOSING_SOON and last.closes_at == span.closes_at:
            found[-1] = replace(last, ends_at=span.ends_at)
        else:
            found.append(span)
    return found


def last_before(period: Period, now: dt.datetime) -> dt.datetime | None:
    """The instant of the last happening that holds already: nothing new can be recorded before it."""
    return max((happening.at for happening in period.happenings if happening.at <= now), default=None)
