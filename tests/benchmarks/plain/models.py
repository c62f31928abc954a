"""A call as a plain Wagtail page: the fields and parts of portal.policies' ApplicationNotice."""

import datetime as dt
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from rest_framework.serializers import CharField
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from cms_blocks import ArticleStream
from portal.pages.parts import Attachment, Condition, Contact, Material, Role
from tests.benchmarks.plain.counting import shelves

SOON = dt.timedelta(days=7)


class PlainHome(Page):
    """The first page of the plain site; the calls are its children."""

    template = "plain/home.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the shelves and counts of the portal's home page."""
        return {**super().get_context(request, *args, **kwargs), **shelves(PlainCall, timezone.now())}


class PlainCall(Page):
    """One call. Its whole period stands beside its windows, so that lists need not look at these."""

    template = "plain/call.html"
    search_auto_update = False

    summary = models.TextField(blank=True)
    published_on = models.DateField(null=True, blank=True)
    level = models.ForeignKey("taxonomy.Level", models.PROTECT, null=True, blank=True, related_name="+")
    regions = ParentalManyToManyField("taxonomy.Region", blank=True, related_name="+")
    policy_fields = ParentalManyToManyField("taxonomy.Field", blank=True, related_name="+")
    record_owner = models.ForeignKey("taxonomy.Organisation", models.PROTECT, null=True, related_name="+")
    doc_number = models.CharField(max_length=255, blank=True)
    programme_year = models.PositiveSmallIntegerField(null=True, blank=True, db_index=True)
    conditions_text = models.TextField(blank=True)
    time_text = models.TextField(blank=True)
    method = models.TextField(blank=True)
    apply_url = models.URLField(max_length=1000, blank=True)
    body = StreamField(ArticleStream(), blank=True)
    opens_at = models.DateTimeField(null=True, blank=True, db_index=True)
    closes_at = models.DateTimeField(null=True, blank=True, db_index=True)

    api_fields = [
        *(APIField(name) for name in ("summary", "published_on", "doc_number", "programme_year", "conditions_text")),
        *(APIField(name) for name in ("time_text", "method", "apply_url", "opens_at", "closes_at", "body")),
        *(APIField(name) for name in ("conditions", "materials", "roles", "contacts", "attachments", "items")),
        *(APIField(name) for name in ("level", "regions", "policy_fields", "record_owner")),
        APIField("status", serializer=CharField()),
    ]

    @property
    def status(self) -> str:
        """The status at this moment."""
        return status_at(self.opens_at, self.closes_at, timezone.now())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the moment."""
        return {**super().get_context(request, *args, **kwargs), "now": timezone.now()}


class PlainItem(ClusterableModel, Orderable):
    """What one applies to."""

    page = ParentalKey(PlainCall, on_delete=models.CASCADE, related_name="items")
    name = models.CharField(max_length=500)
    scheme = models.ForeignKey("policies.Scheme", models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=16, default="application")
    mode = models.CharField(max_length=16, default="apply")

    api_fields = [APIField(name) for name in ("name", "purpose", "mode", "windows")]


class PlainWindow(Orderable):
    """When."""

    item = ParentalKey(PlainItem, on_delete=models.CASCADE, related_name="windows")
    purpose = models.CharField(max_length=16, default="apply")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)

    api_fields = [APIField(name) for name in ("purpose", "opens_at", "closes_at")]

    @property
    def status(self) -> str:
        """The status at this moment."""
        return status_at(self.opens_at, self.closes_at, timezone.now())


class PlainRole(Role):
    """Departments."""

    page = ParentalKey(PlainCall, on_delete=models.CASCADE, related_name="roles")
    api_fields = [APIField(name) for name in ("role", "organisation", "window", "hours", "phone", "address")]


class PlainCondition(Condition):
    """Conditions."""

    page = ParentalKey(PlainCall, on_delete=models.CASCADE, related_name="conditions")
    api_fields = [APIField(name) for name in ("kind", "text")]


class PlainMaterial(Material):
    """Materials."""

    page = ParentalKey(PlainCall, on_delete=models.CASCADE, related_name="materials")
    api_fields = [APIField(name) for name in ("name", "note", "required", "copies")]


class PlainContact(Contact):
    """Contacts."""

    page = ParentalKey(PlainCall, on_delete=models.CASCADE, related_name="contacts")
    api_fields = [APIField(name) for name in ("name", "phone", "address", "hours")]


class PlainAttachment(Attachment):
    """Attachments."""

    page = ParentalKey(PlainCall, on_delete=models.CASCADE, related_name="attachments")
    api_fields = [APIField(name) for name in ("name", "url")]


def status_at(opens: dt.datetime | None, closes: dt.datetime | None, now: dt.datetime) -> str:
    """Of one period that nothing happened to."""
    if opens and now < opens:
        return "upcoming"
    if closes and now >= closes:
        return "closed"
    if not closes:
        return "open_ended" if opens else "unannounced"
    return "closing_soon" if closes - now <= SOON else "open"
