"""What a scheme rests on, then and now, side by side; and the list of all schemes and calls to look at again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.breakdown.confirming import confirm
from portal.breakdown.flags import Flag, flagged_calls, flagged_schemes, flags_of
from portal.breakdown.wording import sentence
from portal.pages.differences import marked_sides
from portal.pages.tree import may_add
from portal.policies.bases import CHANGED, GONE, words_now, words_of
from portal.policies.models import PolicyDocument, Scheme
from portal.publication.models import PublishedItem


class BasesView(WagtailAdminTemplateMixin, TemplateView):
    """Every basis of one scheme that no longer holds, with old and new words."""

    template_name = "breakdown_admin/bases.html"
    page_title = gettext_lazy("Bases that changed")
    header_icon = "warning"
    scheme: Scheme

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may edit the scheme."""
        self.scheme = get_object_or_404(Scheme, pk=kwargs["pk"])
        if not self.scheme.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Seen: still right."""
        document, _sep, clause = request.POST.get("basis", "").partition("/")
        flag = next(
            (one for one in self.flags() if (str(one.document), str(one.clause or "")) == (document, clause)), None
        )
        found = PolicyDocument.objects.filter(permanent_id=flag.document).first() if flag else None
        if flag is None or found is None or flag.why not in (CHANGED, GONE):
            messages.warning(request, _("There is nothing to confirm here any more."))
        elif confirm(scheme=self.scheme, document=found, clause=flag.clause, user=request.user):
            messages.success(request, _("Seen: still right. Readers are no longer told of a change."))
        else:
            messages.success(request, _("Seen: still right. It counts for readers once the scheme is published."))
        return redirect("breakdown_bases", pk=self.scheme.pk)

    def flags(self) -> list[Flag]:
        """Of the scheme as the public reads it."""
        item = PublishedItem.objects.filter(pk=self.scheme.permanent_id, live=True).first()
        return flags_of(item.listing, timezone.now()) if item else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`rows`: flag, its sentence, old and new words with what differs marked."""
        return {
            **super().get_context_data(**kwargs),
            "scheme": self.scheme,
            "rows": [_row(one) for one in self.flags()],
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Under the list of flags."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("breakdown_flags"), "label": _("Bases that changed")},
            {"url": "", "label": self.scheme.title},
        ]


class FlagsView(WagtailAdminTemplateMixin, TemplateView):
    """All schemes and calls to look at again."""

    template_name = "breakdown_admin/flags.html"
    page_title = gettext_lazy("Bases that changed")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may add schemes; what one may change is decided at the record."""
        if not may_add(request.user, Scheme.kind):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`schemes` and `calls`: title, address, sentences."""
        now = timezone.now()
        schemes = flagged_schemes(now)
        pages = dict(
            Scheme.objects.filter(permanent_id__in=[one.item.pk for one in schemes]).values_list("permanent_id", "pk")
        )
        rows = [{"title": one.item.title, "pk": pages.get(one.item.pk), "said": _said(one.flags)} for one in schemes]
        calls = [
            {"title": one.item.title, "url": one.item.path, "said": _said(one.flags)}
            for one in flagged_calls(schemes, now)
        ]
        return {**super().get_context_data(**kwargs), "schemes": rows, "calls": calls}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Under the break-down."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("breakdown_list"), "label": _("Break-down")},
            {"url": "", "label": self.page_title},
        ]


def _said(flags: list[Flag]) -> list[str]:
    return list(dict.fromkeys(sentence(flag) for flag in flags))


def _row(flag: Flag) -> dict[str, Any]:
    document = PolicyDocument.objects.filter(permanent_id=flag.document).first()
    then = words_of(flag.document, flag.version or 0, flag.clause)
    now = words_now(document, flag.clause) if document else None
    old, new = marked_sides(then or "", now or "")
    return {
        "flag": flag,
        "sentence": sentence(flag),
        "basis": f"{flag.document}/{flag.clause or ''}",
        "confirmable": flag.why in (CHANGED, GONE),
        "old": old,
        "new": new if now is not None else "",
        "document": document,
    }
