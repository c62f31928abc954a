"""Inputs that take values as proposals have them (JSON) and give such values back."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from portal.taxonomy.levels import infer_region
from portal.taxonomy.models import Region
from portal.windows.instants import SHANGHAI, parse_instant, rfc3339

BAD_DAY = gettext_lazy("Write the day like 2026-03-31.")
BAD_TIME = gettext_lazy("Write the time like 17:30.")


class Line(forms.CharField):
    """Text of one line."""

    widget = forms.TextInput


class Words(forms.CharField):
    """Text of several lines, shown as high as its first value needs."""

    widget = forms.Textarea(attrs={"rows": 3})


class Day(forms.DateField):
    """A day; YYYY-MM-DD outside."""

    widget = AdminDateInput
    default_error_messages = {"invalid": BAD_DAY}

    def clean(self, value: Any) -> str | None:
        """The day in ISO form."""
        day = super().clean(value)
        return day.isoformat() if day else None


class Number(forms.IntegerField):
    """A whole number from 0."""

    def __init__(self, **given: Any) -> None:
        super().__init__(min_value=0, max_value=32767, **given)


class _MomentWidget(forms.MultiWidget):
    """A day and a time; the last of a day is shown as that day without a time, as notices print it."""

    template_name = "intake_admin/moment.html"

    def __init__(self, *, end: bool, label: str) -> None:
        self.end = end
        # The label names the day; the time's own name is said to those who do not see that they stand together.
        time = forms.TimeInput(
            format="%H:%M", attrs={"placeholder": "24:00" if end else "0:00", "size": 6, "autocomplete": "off"}
        )
        super().__init__({"day": AdminDateInput(), "time": time})
        self.time_label = label

    def id_for_label(self, id_: str) -> str:
        """The label belongs to the day."""
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Names the time for screen readers."""
        self.widgets[1].attrs["aria-label"] = self.time_label
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context

    def decompress(self, value: Any) -> list[Any]:
        """An RFC 3339 instant as day and time in Shanghai."""
        if not value:
            return [None, None]
        try:
            instant = parse_instant(value).astimezone(SHANGHAI)
        except ValueError:
            return [None, None]
        if instant.time() != dt.time():
            return [instant.date(), instant.time()]
        return [instant.date() - dt.timedelta(days=1) if self.end else instant.date(), None]


class Moment(forms.MultiValueField):
    """An instant, RFC 3339 in Shanghai. Without a time it is the beginning of the day, or with `end` its end."""

    def __init__(self, *, end: bool = False, **given: Any) -> None:
        self.end = end
        label = _("Time on that day; empty means the whole day")
        fields = (
            forms.DateField(error_messages={"invalid": BAD_DAY}),
            forms.TimeField(required=False, error_messages={"invalid": BAD_TIME}),
        )
        widget = _MomentWidget(end=end, label=label)
        super().__init__(fields=fields, require_all_fields=False, widget=widget, **given)

    def compress(self, values: list[Any]) -> str | None:
        """Day and time as one instant."""
        if not values or not values[0]:
            if values and values[1]:
                raise ValidationError(BAD_DAY)
            return None
        day, time = values
        if time is None and self.end:
            day += dt.timedelta(days=1)
        return rfc3339(dt.datetime.combine(day, time or dt.time(), SHANGHAI))


class Names(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        """A list as lines; what was typed as it is."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The lines that are not empty."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as lists."""
        return (initial or []) != self.to_python(data)

    def run_validators(self, value: Any) -> None:
        """Lengths are the database's to judge, of each name."""


class Regions(Names):
    """Region codes, shown and typed as names; a code is understood, too."""

    def prepare_value(self, value: Any) -> Any:
        """Codes as labels."""
        if not isinstance(value, list):
            return value
        labels = dict(Region.objects.filter(code__in=value).values_list("code", "label"))
        return super().prepare_value([labels.get(code, code) for code in value])

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Names as codes. Raises ValidationError naming what is no region."""
        return [self._code(name) for name in super().to_python(value)]

    def _code(self, name: str) -> str:
        found = Region.objects.filter(code=name).first() or Region.objects.filter(label=name).first()
        code = found.code if found else infer_region(name)
        if not code:
            raise ValidationError(_("%(name)s is no region that the portal knows.") % {"name": name})
        return str(code)
