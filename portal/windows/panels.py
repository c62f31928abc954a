"""Windows in a page's editor: one that is published cannot be taken out, nor what holds it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from portal.windows.models import Window


class KeptWindows(BaseChildFormSet):
    """Rows that are windows, or hold windows; those the public knows stay."""

    def clean(self) -> None:
        """Taking a window out and putting in another would rewrite what was announced."""
        super().clean()
        for form in self.forms:
            if form.instance.pk and self._should_delete_form(form) and _is_announced(form.instance):
                raise ValidationError(
                    _("A published period cannot be removed; record on the page “Windows” that it was closed early.")
                )


def _is_announced(row: Any) -> bool:
    windows: Iterable[Window] = [row] if isinstance(row, Window) else row.windows.all()
    return any((public := window.announced()) and public.is_dated for window in windows)


class WindowsPanel(InlinePanel):
    """An inline panel of windows, or of parts that hold windows."""

    def get_form_options(self) -> dict[str, Any]:
        """With the formset that keeps what is published."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = KeptWindows
        return options
