"""Wagtail's confirmations of unpublishing and deleting, one by one and in bulk, with reason and successor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.utils import type_to_delete_confirmation

from portal.review.withdrawal import WithdrawalForm, leaving


class BulkUnpublishForm(WithdrawalForm):
    """With Wagtail's own question."""

    include_descendants = DeleteBulkAction.form_class.base_fields["include_descendants"]


class ReasonedUnpublishView(UnpublishView):
    """Unpublishing one page, with what lies below it where that is asked for."""

    template_name = "review_admin/confirm_unpublish.html"

    def withdrawal(self, typed: Any = None) -> WithdrawalForm:
        """The form about the records that would go."""
        below = bool(typed and typed.get("include_descendants"))
        return WithdrawalForm(typed, records=leaving([self.object], descendants=below))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why, then Wagtail's own."""
        self.form = self.withdrawal(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        self.form.tell()
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form; records below are asked about, too. Wagtail's count of references has no Chinese words."""
        context = super().get_context_data(**kwargs)
        form = getattr(self, "form", None) or self.withdrawal()
        return {**context, "withdrawal": form, "usage_url": "", "references_url": context.get("usage_url")}


class ReasonedDeleteView(DeleteView):
    """Deleting a page and what lies below it."""

    template_name = "review_admin/confirm_delete.html"

    def withdrawal(self, typed: Any = None) -> WithdrawalForm:
        """The form about the records that would go."""
        return WithdrawalForm(typed, records=leaving([self.page], descendants=True))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why, then Wagtail's own."""
        self.form = self.withdrawal(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        if type_to_delete_confirmation(request) and not self.usage.is_protected:
            self.form.tell()
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form."""
        form = getattr(self, "form", None) or self.withdrawal()
        return {**super().get_context_data(**kwargs), "withdrawal": form}


class Reasoned:
    """A bulk action that asks once for all its pages."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the records that would go."""
        pages, _without = self.get_actionable_objects()  # type: ignore[attr-defined]
        return {**super().get_form_kwargs(), "records": leaving(pages, descendants=self.takes_descendants())}  # type: ignore[misc]

    def takes_descendants(self) -> bool:
        """Whether what lies below goes, too."""
        return True

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        """Say why, then Wagtail's own."""
        form.tell()
        return super().form_valid(form)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form under the name that the templates share."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "withdrawal": context["form"]}


class ReasonedUnpublishBulkAction(Reasoned, UnpublishBulkAction):
    """Unpublishing several pages."""

    form_class = BulkUnpublishForm
    template_name = "review_admin/confirm_bulk_unpublish.html"

    def takes_descendants(self) -> bool:
        """Only where that was asked for."""
        return bool(self.request.POST.get("include_descendants"))


class ReasonedDeleteBulkAction(Reasoned, DeleteBulkAction):
    """Deleting several pages and what lies below them."""

    form_class = WithdrawalForm
    template_name = "review_admin/confirm_bulk_delete.html"
