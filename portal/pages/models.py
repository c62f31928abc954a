"""PortalPage, the one abstract base of every public record: permanent id, place, owner, provenance."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.models import Page
from wagtailautocomplete.edit_handlers import AutocompletePanel

from portal.pages import help_texts
from portal.pages.choices import Visibility
from portal.pages.codes import codes_of
from portal.pages.context import item_context
from portal.pages.copies import renew_parts
from portal.pages.explaining import explain
from portal.pages.gate import published_by
from portal.pages.missing import Missing
from portal.pages.paths import public_path
from portal.pages.record_form import RecordForm
from portal.pages.record_permissions import RecordPermissions
from portal.publication.rendering import Rendering
from portal.windows.clock import boundaries_of, spans_of, stamp

# Lists sort the narrowest level first: park 1 … country 6; a record without level comes last.
NARROWEST_RANK = 6
UNRANKED = 9


class PortalPage(Page):
    """Base of the eight kinds. Subclasses set `kind` (and `subtype`) and give `representation()`.

    It has no StreamField: each kind decides on its own text.
    """

    kind: ClassVar[str]
    subtype: ClassVar[str] = ""
    needs_second_person: ClassVar[bool] = False

    permanent_id = models.UUIDField(_("permanent id"), default=uuid.uuid4, unique=True, editable=False)
    summary = models.TextField(_("summary"), blank=True)
    published_on = models.DateField(_("date of publication"), null=True, blank=True)
    level = models.ForeignKey(
        "taxonomy.Level", models.PROTECT, verbose_name=_("level"), null=True, blank=True, related_name="+"
    )
    regions = ParentalManyToManyField("taxonomy.Region", verbose_name=_("regions"), blank=True, related_name="+")
    policy_fields = ParentalManyToManyField(
        "taxonomy.Field", verbose_name=_("policy fields"), blank=True, related_name="+"
    )
    record_owner = models.ForeignKey(
        "taxonomy.Organisation", models.PROTECT, verbose_name=_("owner of the record"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    operator = models.ForeignKey(
        "taxonomy.Organisation", models.PROTECT, verbose_name=_("operator"), null=True, blank=True, related_name="+"
    )
    visibility = models.CharField(_("visibility"), max_length=16, choices=Visibility.choices, default=Visibility.PUBLIC)
    example = models.BooleanField(
        _("example"), default=False, help_text=_("Shown with a mark: made up to show the portal, not a real record.")
    )
    source_name = models.CharField(_("source"), max_length=255, blank=True)
    source_id = models.CharField(_("id at the source"), max_length=128, blank=True, db_index=True)
    source_url = models.URLField(_("address at the source"), max_length=1000, blank=True)
    source_licence = models.CharField(_("licence of the source"), max_length=255, blank=True)
    source_retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Said of one publication: kept with the draft, workflow and schedule, gone from the page once it is in the log.
    change_note = models.TextField(
        _("what changed"), blank=True, help_text=_("Published with the change; empty again for the next one.")
    )
    significant = models.BooleanField(
        _("significant change"), default=False, help_text=_("Readers should look again: a new deadline, amount, rule.")
    )

    base_form_class = RecordForm
    # Editors search the database itself: there is no index of Wagtail's to be told of every save.
    search_auto_update = False
    exclude_fields_in_copy = ["permanent_id", "source_id", "content_digest", "change_note", "significant"]

    content_panels = explain(help_texts.RECORD, [TitleFieldPanel("title")])
    settings_panels = explain(help_texts.RECORD, [PublishingPanel(), CommentPanel()])
    place_panels = [
        MultiFieldPanel([FieldPanel("change_note"), FieldPanel("significant")], heading=_("This change")),
        MultiFieldPanel(
            [
                FieldPanel("level"),
                AutocompletePanel("regions"),
                FieldPanel("policy_fields", widget=CheckboxSelectMultiple),
                FieldPanel("record_owner"),
                FieldPanel("operator"),
                FieldPanel("visibility"),
                FieldPanel("published_on"),
                FieldPanel("example"),
            ],
            heading=_("Place and responsibility"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("source_name"),
                FieldPanel("source_id"),
                FieldPanel("source_url"),
                FieldPanel("source_licence"),
                FieldPanel("source_retrieved_on"),
            ],
            heading=_("Source"),
            classname="collapsed",
        ),
    ]
    explain(help_texts.RECORD, place_panels)

    class Meta:
        abstract = True

    def representation(self) -> dict[str, Any]:
        """The public facts as the API's detail form: plain values, codes not labels, nothing from the clock."""
        raise TypeError(f"{type(self).__name__} gives no representation")

    @classmethod
    def structured_data(cls, form: dict[str, Any]) -> dict[str, Any]:
        """The schema.org description of a stamped detail form, made from nothing else."""
        raise TypeError(f"{cls.__name__} gives no schema.org description")

    def requirements(self) -> Iterable[Missing]:
        """What the kind lacks as it stands in memory, besides what every record needs; see portal.pages.gate."""
        return ()

    def sort_date(self) -> dt.date | None:
        """The day by which lists sort texts: that of publication unless the kind knows better."""
        return self.published_on

    def number_key(self) -> str:
        """The document number in normal form; "" for kinds without one."""
        return ""

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Only in the list of its own kind."""
        return super().can_create_at(parent) and getattr(parent.specific, "kind", "") == cls.kind

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what every item page shows; see portal.pages.context."""
        preview = getattr(request, "is_preview", False)
        return {**super().get_context(request, *args, **kwargs), **item_context(self, timezone.now(), preview=preview)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is directed or internal has no page for the public, live or not; its editors have the preview."""
        if self.visibility != Visibility.PUBLIC and not getattr(request, "is_preview", False):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def is_public(self) -> bool:
        """Live, and kept from nobody."""
        return self.live and not self.is_withheld()

    def is_withheld(self) -> bool:
        """公开属性 other than public, or itself or a page above it restricted."""
        return self.visibility != Visibility.PUBLIC or self.get_view_restrictions().exists()

    def permissions_for_user(self, user: Any) -> RecordPermissions:
        """Wagtail's, and behind them membership in the owning department."""
        return RecordPermissions(user, self)

    def get_admin_display_title(self) -> str:
        """A live record's public title, also where other departments choose it; a draft's is nobody else's."""
        title: str = self.title if self.live else super().get_admin_display_title()
        return title

    def rendering(self) -> Rendering | None:
        """What the log records of this page; None when the public may not read it, or has no site to read it on."""
        path = public_path(self)
        if not (path and self.is_public()):
            return None
        detail = self.representation()
        return Rendering(
            id=self.permanent_id,
            kind=self.kind,
            subtype=self.subtype,
            title=self.title,
            number=self.number_key(),
            path=path,
            date=self.sort_date(),
            level_rank=NARROWEST_RANK - self.level.rank if self.level else UNRANKED,
            detail=detail,
            codes=codes_of(detail),
            spans=spans_of(detail),
            boundaries=boundaries_of(detail),
            stamp=stamp,
        )

    def absence(self) -> str:
        """Why the public may not read it: taken down without a word, or kept from the public."""
        return "not_public" if self.live and self.is_withheld() else "unspecified"

    def publish(self, *args: Any, user: Any = None, **kwargs: Any) -> Any:
        """Wagtail's own, remembering for whom: its signals do not say."""
        with published_by(user):
            return super().publish(*args, user=user, **kwargs)

    def dependents(self) -> Iterable["PortalPage"]:
        """Other pages whose public form changes with this one's."""
        return ()

    def derive(self) -> None:
        """Rewrite the rows that are derived from the published text; called with every publication."""

    def with_content_json(self, content: dict[str, Any]) -> "PortalPage":
        """A revision's or an original's content never brings another record's identity along."""
        page: PortalPage = super().with_content_json(content)
        page.permanent_id = self.permanent_id
        return page

    def copy_all_child_relations(self, target: "PortalPage", *args: Any, **kwargs: Any) -> Any:
        """A new copy and its parts get permanent ids of their own; an alias is a record whose parts are the original's.

        So what happens to a window of the original happens to the alias, and to no copy.
        """
        copied = super().copy_all_child_relations(target, *args, **kwargs)
        if target.pk is None:
            target.permanent_id = uuid.uuid4()
            if target.alias_of_id is None:
                renew_parts(copied.values())
        return copied

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy the page as it is now: earlier revisions would bring the original's parts along."""
        return super().copy(*args, **{**kwargs, "copy_revisions": False})
