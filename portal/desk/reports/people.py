"""Reports about people: who published what, accounts and memberships, sign-ins, everything that was done."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import IntegerField, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.log_actions import registry
from wagtail.models import Page, PageLogEntry

from portal.accounts.models import SignIn, User
from portal.desk.reports.base import DeskReport
from portal.pages.gate import FORCED_ACTION
from portal.pages.own_records import own_pages

PUBLISHING = ("wagtail.publish", "wagtail.unpublish", "wagtail.publish.scheduled", FORCED_ACTION)
SEES_SIGN_INS = "accounts.view_signin"
KEEPS_MEMBERSHIPS = "accounts.view_membership"


def _done(entry: PageLogEntry) -> str:
    """What was done, in words; the code of what no part of the portal explains any more."""
    return str(entry.formatter.label) if entry.formatter else entry.action


class PublishedByReport(DeskReport):
    """Who published or withdrew what; from the site's history."""

    model = PageLogEntry
    page_title = _("Who published what")
    header_icon = "history"
    index_url_name = "desk_published_by"
    index_results_url_name = "desk_published_by_results"
    default_ordering = "-timestamp"
    columns = [
        DateColumn("timestamp", label=_("At"), sort_key="timestamp"),
        Column("user", label=_("User"), accessor="user_display_name"),
        Column("action", label=_("What happened"), accessor=_done),
        Column("label", label=_("Title"), sort_key="label"),
        Column("reason", label=_("Reason"), accessor=lambda row: str((row.data or {}).get("reason", ""))),
    ]
    export_filename = "published-by"

    def get_base_queryset(self) -> QuerySet[PageLogEntry]:
        """About own records; who may read sign-ins reads all."""
        entries = PageLogEntry.objects.filter(action__in=PUBLISHING).select_related("user")
        if self.request.user.has_perm(SEES_SIGN_INS):
            return entries
        return entries.filter(page__in=own_pages(self.request.user, Page.objects.all()).order_by().values("pk"))

    def allowed(self, user: Any) -> bool:
        """Editors, and the audit administrator."""
        return super().allowed(user) or user.has_perm(SEES_SIGN_INS)


class AccountsReport(DeskReport):
    """Accounts with their roles and departments, for those who answer for them."""

    model = User
    page_title = _("Accounts and memberships")
    header_icon = "group"
    index_url_name = "desk_accounts"
    index_results_url_name = "desk_accounts_results"
    default_ordering = "username"
    is_searchable = True
    search_fields = ["username", "email"]
    columns = [
        Column("username", label=_("User"), sort_key="username"),
        Column("groups", label=_("Roles"), accessor=lambda user: "、".join(g.name for g in user.groups.all())),
        Column(
            "memberships", label=_("Memberships"), accessor=lambda user: "；".join(map(said, user.memberships.all()))
        ),
        BooleanColumn("is_active", label=_("Active")),
        BooleanColumn("is_superuser", label=_("Superuser")),
        DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
    ]
    export_filename = "accounts"

    def allowed(self, user: Any) -> bool:
        """The security and the audit administrator."""
        return bool(user.has_perm(KEEPS_MEMBERSHIPS) or user.has_perm(SEES_SIGN_INS))

    def get_base_queryset(self) -> QuerySet[User]:
        """With what the columns show."""
        return User.objects.prefetch_related("groups", "memberships__organisation", "memberships__region")


def said(membership: Any) -> str:
    """A membership in words, with its period."""
    until = f" –{membership.valid_to}" if membership.valid_to else ""
    return f"{membership.organisation}（{membership.get_role_display()}）{until}"


class SignInsFilter(WagtailFilterSet):
    """Whether it succeeded, and of whom."""

    succeeded = django_filters.BooleanFilter(label=_("Succeeded"))
    username = django_filters.CharFilter(label=_("User name"), lookup_expr="icontains")

    class Meta:
        model = SignIn
        fields: list[str] = []


class SignInsReport(DeskReport):
    """Who entered, and who tried to."""

    model = SignIn
    page_title = _("Sign-ins")
    header_icon = "key"
    index_url_name = "desk_sign_ins"
    index_results_url_name = "desk_sign_ins_results"
    filterset_class = SignInsFilter
    default_ordering = "-at"
    columns = [
        DateColumn("at", label=_("At"), sort_key="at"),
        Column("username", label=_("User name"), sort_key="username"),
        BooleanColumn("succeeded", label=_("Succeeded"), sort_key="succeeded"),
        Column("address", label=_("Network address")),
    ]
    export_filename = "sign-ins"

    def allowed(self, user: Any) -> bool:
        """The audit administrator."""
        return bool(user.has_perm(SEES_SIGN_INS))

    def get_base_queryset(self) -> QuerySet[SignIn]:
        """All that is kept."""
        return SignIn.objects.all()


class AuditReport(DeskReport, LogEntriesView):
    """Everything that was done in the back-office, by whomever, to whatever."""

    page_title = _("Audit")
    header_icon = "list-ul"
    index_url_name = "desk_audit"
    index_results_url_name = "desk_audit_results"
    list_export = LogEntriesView.list_export
    export_headings = LogEntriesView.export_headings

    def allowed(self, user: Any) -> bool:
        """The audit administrator."""
        return bool(user.has_perm(SEES_SIGN_INS))

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Wagtail's columns."""
        row: dict[str, Any] = LogEntriesView.to_row_dict(self, item)
        return row

    def get_filtered_queryset(self) -> Any:
        """As Wagtail's, without its look at page permissions: this reader may change no page at all."""
        self.log_models = list(registry.get_log_entry_models())
        parts = [
            self.filter_queryset(
                model.objects.values("pk", "timestamp").annotate(
                    log_model_index=Value(index, output_field=IntegerField())
                )
            ).order_by()
            for index, model in enumerate(self.log_models)
        ]
        return parts[0].union(*parts[1:], all=True).order_by("-timestamp")
