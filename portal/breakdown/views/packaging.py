"""A product is packed: schemes chosen by filters, put in order by drag or by buttons, with headings; one form."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput

from portal.breakdown.packaging import AXES, MOST_SHOWN, Member, candidates, save_product
from portal.pages.tree import may_add
from portal.policies.choices import Category
from portal.policies.models import PolicyProduct, Scheme
from portal.taxonomy.models import Industry, Organisation, SupportForm


class ProductForm(forms.Form):
    """What a product says of itself."""

    title = forms.CharField(label=gettext_lazy("name"), max_length=255)
    summary = forms.CharField(label=gettext_lazy("summary"), required=False, widget=AdminAutoHeightTextInput)
    audience = forms.CharField(
        label=gettext_lazy("for whom, in words"), required=False, widget=AdminAutoHeightTextInput
    )


class PackagingView(WagtailAdminTemplateMixin, TemplateView):
    """Members are posted in their order as `member`, each with `heading-<pk>`; every button posts all of it."""

    template_name = "breakdown_admin/product.html"
    page_title = gettext_lazy("Package schemes into a product")
    header_icon = "folder-open-1"
    product: PolicyProduct | None = None
    checked = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Adding needs the list's permission, changing that of the product."""
        if "pk" in kwargs:
            self.product = get_object_or_404(PolicyProduct, pk=kwargs["pk"])
            if not self.product.permissions_for_user(request.user).can_edit():
                raise PermissionDenied
        elif not may_add(request.user, Scheme.kind):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The product as its newest draft has it, or a blank one."""
        self.data = QueryDict(mutable=True)
        self.members: list[Member] = []
        if self.product:
            draft = self.product.get_latest_revision_as_object()
            self.data.update({"title": draft.title, "summary": draft.summary, "audience": draft.audience_text})
            self.members = [Member(row.scheme, row.heading) for row in draft.members.all()]
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move, add, remove, filter or save."""
        self.data = request.POST.copy()
        self.members = self.sent()
        for name in ("add", "remove", "up", "down"):
            if name in request.POST:
                self.members = getattr(self, f"after_{name}")(request.POST.getlist(name))
        saved = self.save() if "save" in request.POST else None
        return saved or self.render_to_response(self.get_context_data())

    def sent(self) -> list[Member]:
        """The members in the order in which they were posted, each once."""
        keys = [key for key in dict.fromkeys(self.data.getlist("member")) if key.isascii() and key.isdigit()]
        schemes = {str(scheme.pk): scheme for scheme in Scheme.objects.filter(pk__in=keys)}
        return [Member(schemes[key], self.data.get(f"heading-{key}", "")[:255]) for key in keys if key in schemes]

    def after_add(self, keys: list[str]) -> list[Member]:
        """With the schemes that were ticked (button "all") or pressed, at the end."""
        wanted = [key for key in (*self.data.getlist("tick"), *keys) if key.isascii() and key.isdigit()]
        known = {one.scheme.pk for one in self.members}
        found = Scheme.objects.filter(pk__in=wanted).exclude(pk__in=known).order_by("title", "pk")
        return [*self.members, *(Member(scheme) for scheme in found)]

    def after_remove(self, keys: list[str]) -> list[Member]:
        """Without these."""
        return [one for one in self.members if str(one.scheme.pk) not in keys]

    def after_up(self, keys: list[str]) -> list[Member]:
        """One place up."""
        return self.moved(keys[0], -1)

    def after_down(self, keys: list[str]) -> list[Member]:
        """One place down."""
        return self.moved(keys[0], 1)

    def moved(self, key: str, by: int) -> list[Member]:
        """The member of that key moved, as far as the list goes."""
        order = list(self.members)
        at = next((place for place, one in enumerate(order) if str(one.scheme.pk) == key), None)
        if at is not None and 0 <= at + by < len(order):
            order.insert(at + by, order.pop(at))
        return order

    def save(self) -> HttpResponse | None:
        """Make or change the draft."""
        self.checked = True
        form = self.form()
        if not self.members:
            form.add_error(None, _("Choose at least one scheme."))
        if not form.is_valid():
            messages.error(self.request, _("Not saved yet: please look at what is marked."))
            self.refused = form
            return None
        page = save_product(product=self.product, members=self.members, user=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("“%(title)s” is saved as a draft.") % {"title": page.title})
        return redirect("wagtailadmin_pages:edit", page.pk)

    refused: ProductForm | None = None

    def form(self) -> ProductForm:
        """Judged only when it is to be saved."""
        return ProductForm(self.data) if self.checked else ProductForm(initial=self.data.dict())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The product's side and the schemes to choose from."""
        asked = {name: self.data.get(name, "").strip() for name in (*AXES, "q")}
        found = candidates(_sound(asked), [one.scheme.pk for one in self.members])
        return {
            **super().get_context_data(**kwargs),
            "form": self.refused or self.form(),
            "product": self.product,
            "members": self.members,
            "asked": asked,
            "found": found[:MOST_SHOWN],
            "more": max(0, found.count() - MOST_SHOWN),
            "axes": _axes(),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Under the break-down."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("breakdown_list"), "label": _("Break-down")},
            {"url": "", "label": self.page_title},
        ]


def _sound(asked: dict[str, str]) -> dict[str, str]:
    """Without a department that is none: its key must be an id."""
    departments = {str(key) for key, _name in _departments()}
    return {name: value for name, value in asked.items() if name != "department" or value in departments}


def _departments() -> list[tuple[Any, str]]:
    used = Scheme.objects.values("roles__organisation")
    return list(Organisation.objects.filter(pk__in=used).order_by("name").values_list("pk", "name"))


def _axes() -> list[dict[str, Any]]:
    """The filters: name, label, choices that some scheme has."""
    industries = Industry.objects.filter(pk__in=Scheme.objects.values("industries"))
    return [
        {
            "name": "support_form",
            "label": _("support forms"),
            "choices": [(t.code, str(t)) for t in SupportForm.objects.all()],
        },
        {"name": "category", "label": _("category"), "choices": Category.choices},
        {"name": "department", "label": _("Department"), "choices": [(str(pk), name) for pk, name in _departments()]},
        {"name": "industry", "label": _("industries"), "choices": [(term.code, str(term)) for term in industries]},
    ]
