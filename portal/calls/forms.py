"""The small form behind each button of the windows' screen; all times are Shanghai's."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.calls.actions import Action, needs_closing
from portal.calls.windows_of import OneWindow
from portal.windows.instants import SHANGHAI, end_of_day
from portal.windows.models import HappeningKind

NOW, THEN = "now", "then"
FARTHEST = dt.timedelta(days=3 * 366)


class DayWidget(forms.DateInput):
    """The browser's own day field."""

    input_type = "date"

    def __init__(self, **given: Any) -> None:
        super().__init__(format="%Y-%m-%d", **given)


class TimeWidget(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, **given: Any) -> None:
        super().__init__(format="%H:%M", **given)


class HappeningForm(forms.Form):
    """What is said of one or several windows. `instant()`, `closing()` and `opening()` give zoned instants or None."""

    windows = forms.MultipleChoiceField(
        label=_("Which period"), widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one period."),
            "invalid_choice": _("This cannot be done to that period any more. Look again."),
        },
    )  # fmt: skip
    when = forms.ChoiceField(
        label=_("From when it holds"), choices=[(NOW, _("now")), (THEN, _("from this instant:"))], initial=NOW,
        widget=forms.RadioSelect,
    )  # fmt: skip
    at_day = forms.DateField(label=_("Day"), required=False, widget=DayWidget)
    at_time = forms.TimeField(label=_("Time"), required=False, widget=TimeWidget, help_text=_("Empty: 00:00."))
    opens_day = forms.DateField(label=_("Right opening: day"), required=False, widget=DayWidget)
    opens_time = forms.TimeField(label=_("Time"), required=False, widget=TimeWidget, help_text=_("Empty: 00:00."))
    closes_day = forms.DateField(label=_("New closing: day"), required=False, widget=DayWidget)
    closes_time = forms.TimeField(
        label=_("Time"), required=False, widget=TimeWidget, help_text=_("Empty: the end of that day, 24:00.")
    )
    open_ended = forms.BooleanField(label=_("It has no closing time (长期)"), required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Readers see it word for word."),
    )  # fmt: skip
    source_url = forms.URLField(
        label=_("Address of the announcement"), max_length=1000, required=False, assume_scheme="https",
        help_text=_("Where it was announced, if it was; readers see the link."),
    )  # fmt: skip
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    corrects = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, action: Action, windows: Sequence[OneWindow], **given: Any) -> None:
        super().__init__(*args, **given)
        self.action, self.offered = action, windows
        self.fields["windows"].choices = [(one.id, one.item or one.period.purpose) for one in windows]  # type: ignore[attr-defined]
        self.fields["reason"].required = action.needs_reason
        if action.kind not in ("extended", "reopened", "corrected"):
            self._drop("closes_day", "closes_time")
        if action.kind == "corrected":
            self.fields["closes_day"].label = _("Right closing: day")
            self._drop("when", "at_day", "at_time")
        else:
            self._drop("opens_day", "opens_time", "open_ended")

    def _drop(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def chosen(self) -> list[OneWindow]:
        """The windows that are meant."""
        return [one for one in self.offered if one.id in self.cleaned_data.get("windows", ())]

    def instant(self, now: dt.datetime) -> dt.datetime:
        """From when it holds, to the second."""
        if self.cleaned_data.get("when") != THEN:
            return now.replace(microsecond=0)
        return _at(self.cleaned_data["at_day"], self.cleaned_data.get("at_time") or dt.time())

    def opening(self) -> dt.datetime | None:
        """The right opening, of a correction."""
        day = self.cleaned_data.get("opens_day")
        return _at(day, self.cleaned_data.get("opens_time") or dt.time()) if day else None

    def closing(self) -> dt.datetime | None:
        """The new closing: without a time of day the end of the day."""
        day, time = self.cleaned_data.get("closes_day"), self.cleaned_data.get("closes_time")
        return (_at(day, time) if time else end_of_day(day)) if day else None

    def clean(self) -> dict[str, Any]:
        """Times that belong together, within three years."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("at_day", "opens_day", "closes_day"):
            if (day := cleaned.get(name)) and abs(day - timezone.localdate()) > FARTHEST:
                self.add_error(name, _("That is more than three years away."))
        if cleaned.get("when") == THEN and not cleaned.get("at_day"):
            self.add_error("at_day", _("Say from which day."))
        if "closes_day" in self.fields:
            self._clean_closing()
        return cleaned

    def _clean_closing(self) -> None:
        now = timezone.now()
        if "closes_day" in self.errors:
            return
        needed = needs_closing(self.action.kind, [one.period for one in self.chosen()], now)
        if not self.closing() and (needed or self.cleaned_data.get("closes_time")):
            self.add_error("closes_day", _("Say until when."))
        if self.action.kind == HappeningKind.CORRECTED and not (
            self.closing() or self.opening() or self.cleaned_data.get("open_ended")
        ):
            raise ValidationError(_("Say which time is right."))


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, SHANGHAI).astimezone(dt.UTC)
