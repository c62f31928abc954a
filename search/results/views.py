"""The search page and what the search field offers: lenient, never an error whatever the address says."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from portal.http_cache.keeping import do_not_keep
from portal.pages.structured_data import described, site, statement
from portal.publication.addresses import absolute
from search.filters.scope import scope_of
from search.finding.suggestions import suggest
from search.results import export
from search.results.presentation import search_result


@require_safe
def results(request: HttpRequest) -> HttpResponseBase:
    """/search/ over every kind, as a page or as a file."""
    if export.wanted(request):
        return export.download(request)
    page = described("SearchResultsPage", name=gettext("Search"), url=absolute("/search/"), isPartOf=site())
    context = {**search_result(request), "structured_data": [statement(page)]}
    return TemplateResponse(request, "search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """`{status, suggestions: [{text, kind, url}]}` for `?q=`; `status` is told to those who do not see the list."""
    suggested = suggest(request.GET.get("q", ""), scope=scope_of(request))
    if not suggested.whole:
        do_not_keep(request)
    found = suggested.rows
    root = reverse("search").removesuffix("search/")
    words = ngettext(
        "%(count)d suggestion; choose with the arrow keys",
        "%(count)d suggestions; choose with the arrow keys",
        len(found),
    )
    answer = {
        "status": words % {"count": len(found)} if found else gettext("no suggestions"),
        "suggestions": [{"text": row.text, "kind": row.kind, "url": root + row.url[1:]} for row in found],
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
