"""The search page: lenient, never an error whatever the address says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.presentation import search_result


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """/search/ over every kind."""
    return render(request, "search/results.html", search_result(request))
