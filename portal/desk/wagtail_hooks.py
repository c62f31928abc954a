"""The editors' home: whose records one meets."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from portal.pages.own_records import OwnRecordsPolicy, own_pages, pages_to_refer_to

# Asked before Wagtail's own: it is the nearest for the base of all pages.
register_permission_policy(Page, OwnRecordsPolicy())


@hooks.register("construct_explorer_page_queryset")
def explorer(parent_page: Page, pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Own records."""
    return own_pages(request.user, pages)


@hooks.register("construct_page_chooser_queryset")
def chooser(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Own records, and what is public of others: a scheme rests on another department's document."""
    return pages_to_refer_to(request.user, pages)
