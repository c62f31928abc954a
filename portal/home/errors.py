"""Error pages in the reader's words; under the API's root the API answers in its own form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with ways on: search, sections."""
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what Django itself refuses before a view sees it: too many files or fields, a made-up host."""
    return HttpResponse(get_template("400.html").render(), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 from a template that needs neither database nor context."""
    return HttpResponse(get_template("500.html").render(), status=500)
