"""Milestones of a window (网上填报, 区县推荐, 纸质材料) in the editor: a name and a day or an instant in each row."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.windows.instants import SHANGHAI, end_of_day, parse_instant, rfc3339

# Empty rows under those that are filled; saving brings new ones.
SPARE = 3
MOST = 40
LONGEST_NAME = 255


def as_typed(at: str) -> str:
    """How people write a stored instant: 2026-05-01 17:00 in Shanghai, 2026-05-01 for the end of that day."""
    try:
        local = parse_instant(at).astimezone(SHANGHAI)
    except ValueError:
        return at
    if local.time() == dt.time():
        return (local.date() - dt.timedelta(days=1)).isoformat()
    return local.strftime("%Y-%m-%d %H:%M")


def as_stored(typed: str) -> str:
    """The RFC 3339 instant that was typed, for a day its end; what is neither stays as it is, for `check` to refuse."""
    text = " ".join(typed.replace("T", " ").replace("：", ":").split())
    for form, meant in (("%Y-%m-%d", end_of_day), ("%Y-%m-%d %H:%M", None)):
        try:
            found = dt.datetime.strptime(text, form)
        except ValueError:
            continue
        return rfc3339(meant(found.date()) if meant else found.replace(tzinfo=SHANGHAI))
    return typed


def check(milestones: Any) -> None:
    """Raise ValidationError unless these are `[{name, at}]` with a name and an instant each."""
    if not isinstance(milestones, list):
        raise ValidationError(_("Milestones are rows of a name and a time."))
    for row in milestones:
        name, at = (row.get("name"), row.get("at")) if isinstance(row, Mapping) else (None, None)
        if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME:
            raise ValidationError(_("A milestone needs a name of at most 255 characters."))
        if not is_instant(at):
            raise ValidationError(_("“%(name)s”: write the time as 2026-05-01 or 2026-05-01 17:00.") % {"name": name})


def is_instant(at: Any) -> bool:
    """Whether it is a zoned RFC 3339 instant."""
    try:
        return bool(parse_instant(at))
    except (ValueError, TypeError):
        return False


def told(milestones: Any) -> list[dict[str, str]]:
    """The rows that can be told, `[{name, at}]`: a source may give days, and anything else."""
    rows = [(row.get("name"), as_stored(str(row.get("at") or ""))) for row in _rows(milestones)]
    return [{"name": str(name), "at": at} for name, at in rows if name and is_instant(at)]


class MilestonesWidget(forms.Widget):
    """Rows of two text fields, and some empty ones; its value is the JSON that the form's field expects."""

    template_name = "windows_admin/milestones.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """`rows`: number, name and time as typed."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        rows = [(row.get("name", ""), as_typed(str(row.get("at", "")))) for row in _rows(value)]
        context["rows"] = list(enumerate([*rows, *[("", "")] * SPARE]))
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """The rows that are not empty, in their order."""
        found = []
        for number in range(MOST):
            title, typed = data.get(f"{name}-{number}-name"), data.get(f"{name}-{number}-at")
            if title is None and typed is None:
                break
            if (title or "").strip() or (typed or "").strip():
                found.append({"name": (title or "").strip(), "at": as_stored((typed or "").strip())})
        return json.dumps(found, ensure_ascii=False)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """An editor's form without the rows leaves what is stored."""
        return f"{name}-0-name" not in data

    def id_for_label(self, id_: str) -> str:
        """The label names the first row."""
        return f"{id_}-0-name"


def _rows(value: Any) -> Iterable[Mapping[str, Any]]:
    """Of a stored value, of the JSON of one, or of what could not be read: none."""
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return []
    return [row for row in found or [] if isinstance(row, Mapping)] if isinstance(found, list) else []
