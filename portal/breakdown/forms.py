"""The scheme's side of the screen. Nothing typed is lost: what cannot be read is said beside the field."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from portal.breakdown.models import Ground
from portal.pages.choices import ConditionKind, RoleName
from portal.policies.choices import Category
from portal.policies.models import Scheme
from portal.taxonomy.models import Organisation, SupportForm
from portal.taxonomy.names import normalise

OWN_ROLES = (RoleName.COMPETENT, RoleName.RECEIVING, RoleName.AUTHORISING)
_EMPTY = [("", "—")]


class SchemeForm(forms.Form):
    """What is asked when a scheme is cut out; everything else is in the scheme's own editor."""

    title = forms.CharField(label=_("name"), max_length=255)
    category = forms.ChoiceField(label=_("category"), choices=[*_EMPTY, *Category.choices], required=False)
    parent_scheme = forms.ModelChoiceField(Scheme.objects.none(), label=_("sub-class of"), required=False)
    summary = forms.CharField(label=_("summary"), required=False, widget=AdminAutoHeightTextInput)
    audience_text = forms.CharField(
        label=_("who may benefit, in words"), required=False, widget=AdminAutoHeightTextInput
    )
    amount_min = forms.DecimalField(
        label=_("least amount (yuan)"), required=False, min_value=0, max_digits=16, decimal_places=2
    )
    amount_max = forms.DecimalField(
        label=_("most amount (yuan)"), required=False, min_value=0, max_digits=16, decimal_places=2
    )
    amount_rate = forms.DecimalField(
        label=_("rate (0–1)"), required=False, min_value=0, max_value=1, max_digits=6, decimal_places=4
    )
    amount_text = forms.CharField(label=_("support in words"), required=False, widget=AdminAutoHeightTextInput)
    support_forms = forms.ModelMultipleChoiceField(
        SupportForm.objects.all(), label=_("support forms"), required=False, widget=forms.CheckboxSelectMultiple
    )
    no_roles_reason = forms.CharField(label=_("why no departments are stated"), required=False, max_length=500)

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_scheme"] = forms.ModelChoiceField(parents, label=_("sub-class of"), required=False)
        for name in ("amount_min", "amount_max", "amount_rate"):
            # Typed as 5,000,000 or 500万 it must come back as typed: a number field of the browser would drop it.
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean(self) -> dict[str, Any]:
        """The least is not above the most."""
        cleaned = super().clean() or {}
        least, most = cleaned.get("amount_min"), cleaned.get("amount_max")
        if least is not None and most is not None and least > most:
            self.add_error("amount_min", gettext("The least amount is above the most."))
        return cleaned


class ConditionForm(forms.Form):
    """One condition; a row without words is left out."""

    kind = forms.ChoiceField(
        label=_("kind"), choices=ConditionKind.choices, initial=ConditionKind.APPLY, required=False
    )
    text = forms.CharField(label=_("condition"), required=False, widget=AdminAutoHeightTextInput)

    def clean_kind(self) -> str:
        """A row that came without one is a condition to apply."""
        return self.cleaned_data["kind"] or ConditionKind.APPLY.value


class RoleForm(forms.Form):
    """One department by its name; a row without a name is left out."""

    role = forms.ChoiceField(
        label=_("role"),
        choices=[(one.value, one.label) for one in OWN_ROLES],
        initial=RoleName.COMPETENT,
        required=False,
    )
    organisation = forms.CharField(label=_("organisation"), required=False, max_length=200)

    def clean_role(self) -> str:
        """A row that came without one is the competent department."""
        return self.cleaned_data["role"] or RoleName.COMPETENT.value

    def clean_organisation(self) -> Organisation | None:
        """The organisation of that name; nobody is made up here."""
        name = self.cleaned_data["organisation"].strip()
        if not name:
            return None
        found = Organisation.objects.filter(name_key=normalise(name)).first()
        if found is None:
            raise forms.ValidationError(
                gettext("There is no organisation “%(name)s”. Choose one of the list, or add it under Organisations.")
                % {"name": name}
            )
        return found


class JudgementForm(forms.Form):
    """Why the chosen clauses need no scheme."""

    ground = forms.ChoiceField(label=_("reason"), choices=[*_EMPTY, *Ground.choices])
    note = forms.CharField(label=_("note"), required=False, max_length=255)

    def clean(self) -> dict[str, Any]:
        """Another reason has to be told."""
        cleaned = super().clean() or {}
        if cleaned.get("ground") == Ground.OTHER and not cleaned.get("note"):
            self.add_error("note", gettext("Say which reason."))
        return cleaned


ConditionRows = forms.formset_factory(ConditionForm, extra=0, max_num=60, absolute_max=100)
RoleRows = forms.formset_factory(RoleForm, extra=0, max_num=20, absolute_max=40)
