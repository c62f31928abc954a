"""Back-office screens of what staff tune: synonyms and best bets."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from search.models import BestBet, SynonymGroup
from search.staff.record_chooser import title_of


def search_address(text: str) -> str:
    """The search page for a text."""
    return f"{reverse('search')}?{urlencode({'q': text})}"


def tries(entry: SynonymGroup | BestBet) -> list[dict[str, str]]:
    """The searches an entry changes: `{text, url}`."""
    texts = entry.looked_for() if isinstance(entry, SynonymGroup) else entry.lines()
    return [{"text": text, "url": search_address(text)} for text in texts]


def state(bet: BestBet) -> str:
    """Whether the record stands first now, and if not, why."""
    if not bet.record.live:
        return gettext("record withdrawn")
    return gettext("shown") if bet.is_current(timezone.localdate()) else gettext("ended")


class TryColumn(Column):
    """Links to the searches an entry changes."""

    cell_template_name = "search_admin/try_cell.html"


class WideColumn(Column):
    """For long texts: stays readable where the table is wider than the screen."""

    cell_template_name = "search_admin/wide_cell.html"


class TryPanel(HelpPanel):
    """The same links on the entry's own screen, once it is saved."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"template": "search_admin/try_panel.html", "heading": _("Try it"), **given})

    class BoundPanel(HelpPanel.BoundPanel):
        """Knows the entry."""

        def is_shown(self) -> bool:
            """An entry that is not saved changes no search yet."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """`tries`."""
            return {**super().get_context_data(parent_context), "tries": tries(self.instance)}


class PrefilledCreateView(CreateView):
    """Begins with what the address says: `?wordings=…` or `?queries=…`, as the report's links do."""

    prefilled = ""

    def get_initial_form_instance(self) -> Any:
        """An entry with the given first line."""
        return self.model(**{self.prefilled: self.request.GET.get(self.prefilled, "")})


class CreateSynonyms(PrefilledCreateView):
    prefilled = "wordings"


class CreateBestBet(PrefilledCreateView):
    prefilled = "queries"


class BestBetForm(WagtailAdminModelForm):
    """Says what is wrong with the record in words."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["record"].error_messages |= {
            "required": _("Choose a record."),
            "invalid_choice": _("There is no such record. Choose another."),
        }


class SynonymViewSet(SnippetViewSet):
    """Wordings that mean the same."""

    model = SynonymGroup
    icon = "rotate"
    add_view_class = CreateSynonyms
    list_display = [
        "__str__",
        TryColumn("try", label=_("Try it"), accessor=tries),
        "note",
        DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
    ]
    list_filter = ["direction"]
    list_per_page = 50
    search_fields = ["wordings", "note"]
    panels = [TryPanel(), FieldPanel("wordings"), FieldPanel("direction"), FieldPanel("note")]


class BestBetViewSet(SnippetViewSet):
    """Records that stand first."""

    model = BestBet
    icon = "pick"
    add_view_class = CreateBestBet
    list_display = [
        "__str__",
        WideColumn("record", label=_("Record"), accessor=lambda bet: title_of(bet.record), sort_key="record__title"),
        StatusTagColumn("state", label=_("State"), accessor=state, primary=lambda bet: state(bet) == gettext("shown")),
        "sort_order",
        "until",
        TryColumn("try", label=_("Try it"), accessor=tries),
    ]
    list_filter = ["until"]
    list_per_page = 50
    search_fields = ["queries", "record__title", "note"]
    edit_handler = ObjectList(
        [
            TryPanel(),
            FieldPanel("queries"),
            FieldPanel("record"),
            FieldRowPanel([FieldPanel("sort_order"), FieldPanel("until")]),
            FieldPanel("note"),
        ],
        base_form_class=BestBetForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[BestBet]:
        """With the records' titles."""
        return BestBet.objects.select_related("record")


class SearchGroup(SnippetViewSetGroup):
    """One menu entry for both."""

    menu_label = _("Search")
    menu_icon = "search"
    menu_order = 310
    items = (SynonymViewSet, BestBetViewSet)
