"""The form of a site's presentation: a theme that is there, colours one can read, a filter that the grammar knows."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from themes.catalogue import themes


class SitePresentationForm(WagtailAdminModelForm):
    """Says in words what is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, theme.label) for name, theme in themes().items()]
        self.fields["theme"] = forms.ChoiceField(label=_("Theme"), choices=choices, widget=forms.RadioSelect)
