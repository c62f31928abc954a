"""What all reports of the desk share: whom they are for, what is exported, the facts they show of records."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.pages.own_records import record_models
from portal.pages.reports import SpreadsheetReport
from portal.publication.kinds import KINDS


class DeskReport(SpreadsheetReport):
    """A report for whoever `allowed` says; subclasses give columns and a queryset."""

    permission_policy = None
    columns: ClassVar[list[Column]] = []
    list_export: ClassVar[list[str]] = []

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """What is shown is what is exported."""
        super().__init_subclass__(**kwargs)
        if "list_export" in cls.__dict__:
            return
        cls.list_export = [column.name for column in cls.columns]
        cls.export_headings = {column.name: column.label for column in cls.columns}

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """A row as it is shown."""
        return {column.name: column.get_value(item) for column in self.columns}

    def allowed(self, user: Any) -> bool:
        """Whoever may work on records, of which the report shows the own ones."""
        return may_keep_records(user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not self.allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def may_keep_records(user: Any) -> bool:
    """Whether Wagtail lets the user change or publish any page at all."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, {"add", "change", "publish"}))


def with_facts(pages: QuerySet) -> QuerySet:
    """Pages with `owner_name`, `owner_id_`, `kind_code` and `state_code` of their records."""
    names = [model._meta.model_name for model in record_models()]
    kinds = [When(Q(**{f"{m._meta.model_name}__isnull": False}), then=Value(m.kind)) for m in record_models()]
    return pages.annotate(
        owner_name=Coalesce(*(F(f"{name}__record_owner__name") for name in names), Value(""), output_field=CharField()),
        kind_code=Case(*kinds, default=Value(""), output_field=CharField()),
        state_code=Case(
            When(Q(live=True, has_unpublished_changes=True), then=Value("changed")),
            When(Q(live=True), then=Value("live")),
            When(Q(first_published_at__isnull=False), then=Value("withdrawn")),
            default=Value("draft"),
            output_field=CharField(),
        ),
    ).exclude(kind_code="")


STATES = {
    "live": _("published"),
    "changed": _("published, changed since"),
    "withdrawn": _("withdrawn"),
    "draft": _("not published yet"),
}


def kind_label(code: str) -> str:
    """A kind as readers see it."""
    return str(KINDS[code].label) if code in KINDS else code


def labelled(name: str, label: Any, words: Callable[[str], str], **kwargs: Any) -> Column:
    """A column of codes shown in words."""
    return Column(name, label=label, accessor=lambda row: words(getattr(row, name)), **kwargs)
