"""What each field of a record is taken from: a column of the list, or nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminPageChooser

from portal.disclosures.models import Disclosure
from portal.intake.columns import ENTRIES, KEY, MEANINGS
from portal.intake.lists import Column, List, letter

SAMPLE_LENGTH = 24


class MappingForm(forms.Form):
    """One choice of column for each field; then what the list is called, or the disclosure that the rows belong to."""

    def __init__(self, found: List, kind: str, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.found, self.kind = found, kind
        choices = [("", _("— not in the list")), *((str(column.index), _named(column)) for column in found.columns)]
        for meaning in MEANINGS[kind]:
            self.fields[meaning.name] = forms.ChoiceField(
                choices=choices, label=str(meaning.label), required=meaning.required
            )  # fmt: skip
        if kind == ENTRIES:
            self._ask_for_disclosure()
        else:
            self._ask_for_source(choices)

    def _ask_for_source(self, choices: list[tuple[str, str]]) -> None:
        self.fields[KEY] = forms.ChoiceField(
            choices=choices, label=_("Identifies the row"),
            help_text=_("A column in which every row differs and that stays the same in the next list."),
        )  # fmt: skip
        self.fields["source"] = forms.CharField(
            max_length=60, label=_("Name of the list"),
            help_text=_("Keep it when the list comes again: known rows are then changed, not made twice."),
        )  # fmt: skip
        self.fields["base"] = forms.URLField(
            required=False, label=_("Site of the addresses"), assume_scheme="https",
            help_text=_("Only where the list's addresses begin with /."),
        )  # fmt: skip

    def _ask_for_disclosure(self) -> None:
        self.fields["disclosure"] = forms.ModelChoiceField(
            Disclosure.objects.all(), required=False, label=_("Into this disclosure"),
            widget=AdminPageChooser(target_models=[Disclosure]),
        )  # fmt: skip
        self.fields["title"] = forms.CharField(
            max_length=255, required=False, label=_("or into a new one with the title")
        )

    def column_fields(self) -> list[forms.BoundField]:
        """The choices of columns."""
        return [self[meaning.name] for meaning in MEANINGS[self.kind]]

    def other_fields(self) -> list[forms.BoundField]:
        """The rest."""
        named = {meaning.name for meaning in MEANINGS[self.kind]}
        return [field for field in self if field.name not in named]

    def clean(self) -> dict[str, Any]:
        """No column twice; rows go somewhere."""
        cleaned: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for meaning in MEANINGS[self.kind]:
            column = cleaned.get(meaning.name)
            if column and column in taken:
                self.add_error(meaning.name, _("This column is taken for another field already."))
            elif column:
                taken[column] = meaning.name
        if self.kind == ENTRIES and not (cleaned.get("disclosure") or cleaned.get("title")):
            self.add_error("title", _("Choose a disclosure, or give the title of a new one."))
        return cleaned

    def columns(self) -> dict[str, int]:
        """{field: column}, with `key`."""
        names = [meaning.name for meaning in MEANINGS[self.kind]] + ([KEY] if KEY in self.fields else [])
        return {name: int(self.cleaned_data[name]) for name in names if self.cleaned_data.get(name)}

    def options(self) -> dict[str, Any]:
        """What is asked besides."""
        found = {name: self.cleaned_data.get(name) for name in ("source", "base", "title", "disclosure")}
        page = found.pop("disclosure", None)
        kept = {name: value for name, value in found.items() if value}
        return kept | ({"disclosure": page.pk} if page else {})


def _named(column: Column) -> str:
    """「C 文号：赣府厅发〔2020〕8号」."""
    example = f"：{column.examples[0][:SAMPLE_LENGTH]}" if column.examples else ""
    return f"{letter(column.index)} {column.title}{example}" if column.title != letter(column.index) else (
        f"{column.title}{example}"
    )  # fmt: skip
