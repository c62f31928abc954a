"""The reader's form and the department's."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext_lazy as _

from portal.corrections.models import LONGEST_TEXT, OPEN_STATES, Correction, Problem, State

_PHONE = re.compile(r"\+?\d[\d\- ()]{5,24}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＠．－＋（）　", "0123456789@.-+() ")
TOO_LONG = _("Please use at most %(limit_value)d characters; you wrote %(show_value)d.")


def _text(label: Any, rows: int, help_text: Any = "", **given: Any) -> forms.CharField:
    field = forms.CharField(
        label=label, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": rows, "class": "input"}),
        help_text=help_text, required=False, **given,
    )  # fmt: skip
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = TOO_LONG
    return field


class CorrectionForm(forms.Form):
    """What is wrong, where, what is right, and how to reach the sender if they want that."""

    problem = forms.ChoiceField(label=_("What is wrong?"), choices=Problem.choices, widget=forms.RadioSelect)
    passage = _text(_("Which passage?"), 4, _("The words on the page; copied or in your own words."))
    proposal = _text(_("What would be right?"), 4, _("If you know it: also where that can be read."))
    contact = forms.CharField(
        label=_("E-mail or telephone (if you like)"), max_length=200, required=False,
        widget=forms.TextInput({"class": "input", "autocomplete": "email"}),
    )  # fmt: skip
    # Hidden from people by the style sheet; programs fill in everything.
    website = forms.CharField(required=False, max_length=2000, widget=forms.TextInput({"autocomplete": "off"}))
    ticket = forms.CharField(max_length=500, widget=forms.HiddenInput)

    def clean_contact(self) -> str:
        """An e-mail address or a telephone number; full-width signs are taken for what they mean."""
        contact = self.cleaned_data["contact"].translate(_FULL_WIDTH).strip()
        if not contact or _PHONE.fullmatch(contact):
            return contact
        try:
            validate_email(contact)
        except ValidationError:
            raise ValidationError(_("That is neither an e-mail address nor a telephone number.")) from None
        return contact

    def clean(self) -> dict[str, Any]:
        """Something must be said."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["passage"] or cleaned["proposal"]):
            self.add_error("passage", _("Please say which passage is meant, or what would be right."))
        return cleaned


class AnswerForm(forms.ModelForm):
    """State and answer; `seen` is the state of the correction on which it was decided."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    class Meta:
        model = Correction
        fields = ["state", "answer", "answer_shown"]
        widgets = {"answer": forms.Textarea({"rows": 6})}
        help_texts = {
            "answer": _("The sender sees it under their receipt; name no person in it."),
            "answer_shown": _("On the record's page and in the list of answered corrections, with the passage."),
        }

    def clean(self) -> dict[str, Any]:
        """Who is answered or refused gets words; what is open is not shown."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("seen") != seen_of(self.instance):
            raise ValidationError(_("Somebody else changed this meanwhile. Look at it below, then save again."))
        state, answer = cleaned.get("state"), (cleaned.get("answer") or "").strip()
        if state in (State.ANSWERED, State.REFUSED) and not answer:
            self.add_error("answer", _("Say what was done, or why nothing was."))
        if cleaned.get("answer_shown") and state in OPEN_STATES:
            self.add_error("answer_shown", _("Only a correction that is answered or refused can be shown."))
        return cleaned


def seen_of(correction: Correction) -> str:
    """Changes with every change."""
    return correction.changed_at.isoformat()
