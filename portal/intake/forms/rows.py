"""Parts of a record as editable rows: conditions, materials, contacts, attachments, related documents."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.intake.forms.inputs import Number
from portal.intake.proposal import Candidate

# No rows beyond this are taken: a form is no place for a list of a thousand.
MOST_ROWS = 200


class Row(forms.Form):
    """Base: a row that is empty is no row. `candidate` is where its first values came from."""

    candidate: Candidate | None = None

    def full_clean(self) -> None:
        """A row whose texts were all emptied counts as left out, not as wrong."""
        if self.is_bound and not any(self._typed()):
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def _typed(self) -> Iterator[str]:
        for name, field in self.fields.items():
            if not isinstance(field, forms.BooleanField):
                yield str(self[name].data or "").strip()

    def value(self) -> Any:
        """As proposals have it."""
        return {
            name: value for name, value in self.cleaned_data.items() if name != "DELETE" and value not in (None, "")
        }


class ConditionRow(Row):
    text = forms.CharField(label=gettext_lazy("Condition"), widget=forms.Textarea(attrs={"rows": 2}))

    def value(self) -> Any:
        """The text alone."""
        return self.cleaned_data.get("text", "")


class MaterialRow(Row):
    name = forms.CharField(label=gettext_lazy("Material"), max_length=500)
    note = forms.CharField(label=gettext_lazy("Note"), required=False)
    copies = Number(label=gettext_lazy("Copies"), required=False)
    required = forms.BooleanField(label=gettext_lazy("Required"), required=False, initial=True)


class ContactRow(Row):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=255, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=128, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=255, required=False)
    hours = forms.CharField(label=gettext_lazy("Hours"), max_length=255, required=False)


class AttachmentRow(Row):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=500)
    url = forms.URLField(
        label=gettext_lazy("Web address, if it is on the web"), max_length=1000, assume_scheme="https", required=False
    )


class DocumentRow(Row):
    number = forms.CharField(label=gettext_lazy("Document number"), max_length=255, required=False)
    title = forms.CharField(label=gettext_lazy("Its title"), max_length=500, required=False)


class Rows(forms.BaseFormSet):
    """One more row than there are; further ones are added by the page's script, or appear when the form is kept."""

    deletion_widget = forms.CheckboxInput

    def values(self) -> list[Any]:
        """Of the rows that are neither empty nor deleted, in order."""
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [value for value in (form.value() for form in kept) if value]

    def add_fields(self, form: Any, index: int | None) -> None:
        """Names the deletion in words."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Leave out")


def rows_of(row: type[Row], prefix: str, candidates: list[Candidate], data: Any = None) -> Rows:
    """The rows of one field; each proposed one knows its candidate."""
    factory: Any = forms.formset_factory(
        row, formset=Rows, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=2 * MOST_ROWS
    )
    initial = [one.value if isinstance(one.value, dict) else {"text": one.value} for one in candidates]
    made: Rows = factory(data, prefix=prefix, initial=initial[:MOST_ROWS])
    for form, candidate in zip(made.forms, candidates, strict=False):
        form.candidate = candidate
    return made
