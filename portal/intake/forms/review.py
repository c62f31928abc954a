"""The review of a proposal as one form: plain fields, rows, pictures' alternatives, and who owns the record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal.accounts.policy import organisations_for
from portal.intake.forms.declared import FIELDS, GROUPS, ROWS
from portal.intake.forms.rows import Rows, rows_of
from portal.intake.proposal import MANY, Candidate, Proposal
from portal.taxonomy.models import Organisation

# Two or three more candidates help, ten do not.
CANDIDATES_SHOWN = 4
# Chinese characters that fit on a line of the form.
LINE_WIDTH = 38


@dataclass
class Part:
    """One field or one set of rows of a group, with its candidates."""

    name: str
    heading: Any
    bound: forms.BoundField | None = None
    rows: Rows | None = None
    add: Any = ""
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def several(self) -> bool:
        """Whether one has to be chosen; of a field with many values all are taken."""
        return len(self.candidates) > 1 and self.name not in MANY


class PictureForm(forms.Form):
    """A picture says in words what it shows, or that it only decorates."""

    alt = forms.CharField(max_length=255, required=False)
    decorative = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, prefix: str, address: str) -> None:
        super().__init__(data, prefix=prefix, label_suffix="")
        self.address = address
        self.fields["alt"].label = _("What the picture shows")
        self.fields["decorative"].label = _("It only decorates")

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("alt") or cleaned.get("decorative")):
            self.add_error("alt", _("Say in words what the picture shows, or mark it as decoration."))
        return cleaned


class ReviewForm(forms.Form):
    """Plain fields of a kind; prefilled with the likeliest candidates, empty where the file states nothing."""

    keep_original = forms.BooleanField(required=False)

    def __init__(self, proposal: Proposal, user: Any, data: Any = None) -> None:
        super().__init__(data, initial=proposal.likeliest(), label_suffix="")
        self.proposal, self.user = proposal, user
        self.groups = GROUPS[proposal.kind]
        for name in (name for group in self.groups for name in group.names if name in FIELDS):
            label, make = FIELDS[name]
            self.fields[name] = make(label=label, required=False)
        self.fields["keep_original"].label = _("Offer the file itself for download, too")
        self._add_owner()
        self._fit_heights()
        self.rows = {
            name: rows_of(ROWS[name][2], name, proposal.fields.get(name, []), data)
            for group in self.groups for name in group.names if name in ROWS
        }  # fmt: skip
        self.pictures = [
            PictureForm(data, prefix=f"picture-{number}", address=address)
            for number, address in enumerate(pictures_of(proposal))
        ]

    def _add_owner(self) -> None:
        """Asked only of those who act for several organisations; one is taken, none leaves it open."""
        found = organisations_for(self.user)
        if not found:
            return
        only = found[0].pk if len(found) == 1 else None
        self.fields["owner"] = forms.ModelChoiceField(
            Organisation.objects.filter(pk__in=[one.pk for one in found]),
            label=_("Owner of the record"), initial=only, empty_label=None if only else "—",
        )  # fmt: skip

    def _fit_heights(self) -> None:
        for name, asked in self.fields.items():
            if isinstance(asked.widget, forms.Textarea):
                shown = str(asked.prepare_value(self.initial.get(name)) or "")
                rows = sum(1 + len(line) // LINE_WIDTH for line in shown.split("\n"))
                asked.widget.attrs["rows"] = min(12, max(2, rows))

    def grouped(self) -> Iterator[tuple[Any, list[Part]]]:
        """(heading, parts) in order."""
        for group in self.groups:
            yield group.heading, [self._part(name) for name in group.names]

    def _part(self, name: str) -> Part:
        found = self.proposal.fields.get(name, [])
        if name in ROWS:
            heading, add, _row = ROWS[name]
            return Part(name, heading, rows=self.rows[name], add=add, candidates=found)
        return Part(name, FIELDS[name][0], bound=self[name], candidates=found[:CANDIDATES_SHOWN])

    def is_valid(self) -> bool:
        """Everything on the page; nothing is skipped, so that all errors are shown at once."""
        checks = [super().is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        return all([*checks, *(picture.is_valid() for picture in self.pictures)])

    def clean(self) -> dict[str, Any]:
        """A period that ends before it begins, or is open-ended with an end, is no period."""
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The window closes before it opens."))
        if closes and cleaned.get("open_ended"):
            self.add_error("open_ended", _("An open-ended window has no closing time."))
        if opens and not closes and "open_ended" in self.fields and not cleaned.get("open_ended"):
            self.add_error("closes_at", _("Give the closing time, or mark the window as open-ended."))
        return cleaned

    def errors_in_all(self) -> int:
        """How many things are to be mended."""
        in_rows = sum(sum(map(bool, rows.errors)) for rows in self.rows.values())
        return len(self.errors) + in_rows + sum(1 for picture in self.pictures if picture.errors)

    def chosen(self) -> dict[str, Any]:
        """What the clerk keeps, in the shape of Proposal.likeliest(); what is empty is absent.

        Besides: `owner`, an Organisation, and `pictures` as {address: {alt, decorative}}.
        """
        plain = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False)}
        plain.pop("keep_original", None)
        listed = {name: rows.values() for name, rows in self.rows.items()}
        pictures = {
            picture.address: {"alt": picture.cleaned_data["alt"], "decorative": picture.cleaned_data["decorative"]}
            for picture in self.pictures
        }
        return plain | {name: values for name, values in listed.items() if values} | {"pictures": pictures}


def pictures_of(proposal: Proposal) -> list[str]:
    """What the text's pictures are called, those kept in the file, each once."""
    found = (
        block.address for block in proposal.blocks if block.kind == "picture" and block.address in proposal.pictures
    )
    return list(dict.fromkeys(found))
