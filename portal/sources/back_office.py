"""Sources in the back-office: what an operator says about one, checked before it is visited."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.importers.kinds import IMPORT_KINDS
from portal.outgoing import Refused, judged
from portal.publication.kinds import KINDS
from portal.sources.fetching.downloads import local_path
from portal.sources.forms.kinds import KINDS as PORTAL_KINDS
from portal.sources.incoming import VisitFailed
from portal.sources.models import Form, Source

# What each form of source can bring.
BROUGHT = {
    Form.JSON_LINES: frozenset(IMPORT_KINDS),
    Form.PORTAL: frozenset(PORTAL_KINDS),
    Form.FOLDER: frozenset({"policies", "notices", "disclosures", "interpretations"}),
}
CHOICES = [(kind, KINDS[kind].label) for kind in PORTAL_KINDS]


class SourceForm(WagtailAdminModelForm):
    """The kinds as boxes; an address that would never be called is refused now."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"), choices=CHOICES, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One for a folder and for JSON Lines, one or more for another portal."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Form, address and kinds must go together."""
        found: dict[str, Any] = super().clean()
        form, kinds = found.get("form", ""), found.get("kinds") or []
        if form and kinds:
            self._check_kinds(form, kinds)
        if form:
            self._check_address(form, (found.get("address") or "").strip())
        return found

    def _check_kinds(self, form: str, kinds: list[str]) -> None:
        if form != Form.PORTAL and len(kinds) > 1:
            self.add_error("kinds", _("Such a source brings one kind: make a source for each."))
        elif wrong := [kind for kind in kinds if kind not in BROUGHT[Form(form)]]:
            labels = "、".join(str(KINDS[kind].label) for kind in wrong)
            self.add_error("kinds", _("Such a source cannot bring: %(kinds)s.") % {"kinds": labels})

    def _check_address(self, form: str, address: str) -> None:
        try:
            if "://" in address and form != Form.FOLDER:
                judged(address)
            elif form == Form.PORTAL or (form == Form.JSON_LINES and not address):
                self.add_error("address", _("Give an address that begins with https://."))
            elif address:
                local_path(address)
        except (Refused, VisitFailed) as refusal:
            self.add_error("address", str(refusal))

    def save(self, commit: bool = True) -> Source:
        """Another address is another source: it is read from the beginning."""
        if {"form", "address"} & set(self.changed_data):
            self.instance.position, self.instance.listed, self.instance.suspected = "", None, None
        saved: Source = super().save(commit)
        return saved


class VisitsColumn(Column):
    """The way to a source's visits, with what waits."""

    cell_template_name = "sources_admin/visits_cell.html"

    def get_value(self, instance: Source) -> int:
        """How many of its records wait."""
        return int(instance.records.filter(state="waiting").count())


class SourceViewSet(SnippetViewSet):
    """List, add, edit, delete; the visits have a screen of their own."""

    model = Source
    icon = "download"
    menu_label = gettext_lazy("Sources")
    list_display = [
        "name",
        Column("get_form_display", label=gettext_lazy("Form")),
        BooleanColumn("active", label=gettext_lazy("active")),
        Column("visited_at", label=gettext_lazy("Last visit"), sort_key="visited_at"),
        VisitsColumn("pk", label=gettext_lazy("Visits and what waits")),
    ]
    list_filter = ["form", "active"]
    search_fields = ["name", "address"]
    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("form"), FieldPanel("address"), FieldPanel("kinds"), FieldPanel("key_name")],
            heading=gettext_lazy("Where it comes from"),
        ),
        MultiFieldPanel(
            [FieldPanel("owner"), FieldPanel("listing"), FieldPanel("licence")], heading=gettext_lazy("Where it goes")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("active")]),
                FieldPanel("publish"),
                FieldPanel("dates_by_themselves"),
            ],
            heading=gettext_lazy("Rules"),
        ),
    ]


# Where Wagtail's panels look for it; the model stands below the checks that the form makes.
Source.base_form_class = SourceForm  # type: ignore[attr-defined]
