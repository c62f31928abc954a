"""The list with counts and the search, as Django's own views."""

from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.views.generic import ListView

from tests.benchmarks.plain.counting import COLUMNS, active_q, counts, narrowed
from tests.benchmarks.plain.models import PlainCall

FACETS = ("status", "deadline", *COLUMNS)


class CallList(ListView):
    """Twenty calls, what is open first, with the counts of the nine facets of the portal's list of calls."""

    template_name = "plain/list.html"
    paginate_by = 20
    context_object_name = "calls"

    def chosen(self) -> dict[str, list[str]]:
        """The facets in the address."""
        return {name: self.request.GET[name].split(",") for name in FACETS if self.request.GET.get(name)}

    def found(self) -> QuerySet[PlainCall]:
        """All that may be narrowed."""
        return PlainCall.objects.live()

    def get_queryset(self) -> QuerySet[PlainCall]:
        """Open first, nearest deadline first."""
        now = timezone.now()
        closed = Case(When(active_q(now), then=Value(0)), default=Value(1), output_field=IntegerField())
        calls = narrowed(self.found(), self.chosen(), now).annotate(closed=closed)
        return calls.select_related("level").prefetch_related("items").order_by("closed", "closes_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the counts."""
        now = timezone.now()
        facets = counts(self.found(), self.chosen(), now)
        return {**super().get_context_data(**kwargs), "now": now, "facets": facets, "q": self.request.GET.get("q", "")}


class CallSearch(CallList):
    """Wagtail's own index finds no Chinese words: titles and summaries that contain them, as the back-office does."""

    def found(self) -> QuerySet[PlainCall]:
        """What contains the words."""
        words = self.request.GET.get("q", "")
        return PlainCall.objects.live().filter(Q(title__icontains=words) | Q(summary__icontains=words))
