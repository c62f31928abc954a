"""Choosing a public record in the back-office: by words of its title, its number, its address or its permanent id."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django import forms
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from portal.policies.numbers import normal_form
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem

_PERMANENT_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def matching(text: str) -> Q:
    """Records with all words in the title, or with this number, address (whole or path) or permanent id."""
    wanted = Q()
    for word in text.split():
        wanted &= Q(title__icontains=word)
    wanted |= Q(number=normal_form(text))
    if "/" in text:
        wanted |= Q(path=unquote(urlsplit(text.strip()).path))
    if found := _PERMANENT_ID.search(text):
        wanted |= Q(pk=UUID(found[0]))
    return wanted


def kind_label(item: PublishedItem) -> str:
    """What kind of record it is, in the reader's language."""
    return str(KINDS[item.kind].label) if item.kind in KINDS else item.kind


def title_of(item: PublishedItem) -> str:
    """The title, and that the record is no longer public where it is not."""
    return item.title if item.live else _("%(title)s (withdrawn)") % {"title": item.title}


class RecordFilter(BaseFilterForm):
    """The chooser's search field."""

    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Words of the title, number or address")}),
        required=False,
    )

    def filter(self, objects: QuerySet[PublishedItem]) -> QuerySet[PublishedItem]:
        """Those that match, all where nothing was typed."""
        objects = super().filter(objects)
        if text := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, text
            return objects.filter(matching(text))
        return objects


class _Columns:
    """What the chooser shows of a record."""

    filter_form_class = RecordFilter
    ordering = ["-date", "pk"]

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title", label=_("Title"), get_url=self._chosen_url, link_attrs={"data-chooser-modal-choice": True}
            ),
            Column("kind", label=_("Kind"), accessor=kind_label),
            Column("number", label=_("Number"), accessor=lambda item: item.listing.get("doc_number") or ""),
            Column("date", label=_("Date")),
        ]

    def _chosen_url(self, item: PublishedItem) -> str:
        return self.append_preserved_url_parameters(reverse(self.chosen_url_name, args=(quote(item.pk),)))  # type: ignore[attr-defined]

    def get_object_list(self) -> QuerySet[PublishedItem]:
        return PublishedItem.objects.filter(live=True)


class _Choose(_Columns, ChooseView):
    pass


class _ChooseResults(_Columns, ChooseResultsView):
    pass


class _Chosen(ChosenView):
    def get_display_title(self, instance: PublishedItem) -> str:
        return title_of(instance)


class _Widget(BaseChooser):
    def get_instance(self, value: Any) -> PublishedItem | None:
        """What was sent may be no id at all."""
        try:
            return super().get_instance(value)
        except ValidationError:
            return None

    def get_display_title(self, instance: PublishedItem) -> str:
        return title_of(instance)


class RecordChooser(ChooserViewSet):
    """Registered for every foreign key to a public record."""

    model = PublishedItem
    icon = "doc-full"
    choose_one_text = _("Choose a record")
    choose_another_text = _("Choose another record")
    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
    chosen_view_class = _Chosen
    base_widget_class = _Widget


record_chooser = RecordChooser("public_records", url_prefix="public-records")
