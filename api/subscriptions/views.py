"""`/subscriptions`, and the feed and calendar of each."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api import parameters
from api.feeds.answers import AddressedView, calendar_of, feed
from api.feeds.documents import archived, current
from api.feeds.frame import Frame, home_of, title_of
from api.links import absolute
from api.openapi import parameters as described
from api.openapi.operations import Operation
from api.snapshot import snapshot
from api.subscribers.paging import owned_page
from api.subscribers.views import SubscriberView
from api.subscriptions import forms, verbs
from api.subscriptions.channels import ATOM, CALENDAR, path_of
from api.subscriptions.filters import wanted_of
from api.subscriptions.models import Subscription
from portal.windows.calm import calm

PATH = "/api/v1/subscriptions"
TAG = "subscriptions"


class SubscriptionsView(SubscriberView):
    """`/subscriptions`."""

    def get(self, request: Request) -> Response:
        """One page of the subscriber's saved filters."""
        rows, now = self.subscriber.subscriptions.all(), timezone.now()
        name = f"subscriptions:{self.subscriber.pk}"
        return Response(owned_page(request, rows, name, lambda row: forms.subscription_form(row, now)))

    def post(self, request: Request) -> Response:
        """A new one."""
        self.no_parameters(request)
        members = verbs.members_of(request, self.subscriber)
        made = verbs.create(subscriber=self.subscriber, members=members)
        body = forms.subscription_form(made, timezone.now())
        return Response(body, status=201, headers={"Location": absolute(f"{PATH}/{made.pk}")})

    def describe(self) -> Mapping[str, Operation]:
        """For the OpenAPI document."""
        return {
            "GET": Operation("listSubscriptions", "List your saved filters", TAG, forms.SubscriptionList,
                             described.paging, by_key=True),
            "POST": Operation("createSubscription", "Save a filter", TAG, forms.SavedSubscription, status=201,
                              body=forms.NEW, by_key=True, conflicts=True),
        }  # fmt: skip


class SubscriptionView(SubscriberView):
    """`/subscriptions/{id}`; another subscriber's is not there."""

    def get(self, request: Request, id: UUID) -> Response:
        """One saved filter, and how many records it keeps now."""
        self.no_parameters(request)
        return Response(forms.subscription_form(self._own(id), timezone.now()))

    def patch(self, request: Request, id: UUID) -> Response:
        """Change it; its addresses stay."""
        self.no_parameters(request)
        own = self._own(id)
        verbs.change(own, members=verbs.members_of(request, self.subscriber))
        return Response(forms.subscription_form(own, timezone.now()))

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """Its feed and calendar are gone; a webhook endpoint stays, with its filter."""
        self.no_parameters(request)
        self._own(id).delete()
        return HttpResponse(status=204)

    def describe(self) -> Mapping[str, Operation]:
        """For the OpenAPI document."""
        shown = forms.SavedSubscription
        return {
            "GET": Operation("getSubscription", "One of your saved filters", TAG, shown, _id, by_key=True),
            "PATCH": Operation("changeSubscription", "Change a saved filter; its addresses stay", TAG, shown, _id,
                               body=forms.CHANGED, by_key=True, conflicts=True),
            "DELETE": Operation("deleteSubscription", "Delete a saved filter", TAG, None, _id, status=204,
                                by_key=True),
        }  # fmt: skip

    def _own(self, id: UUID) -> Subscription:
        found = self.subscriber.subscriptions.filter(pk=id).first()
        if found is None:
            raise Http404
        return found


class SavedFeedView(AddressedView):
    """`/feeds/subscriptions/{token}.atom`."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Its current document, or an archive."""
        given = parameters.read(request)
        parameters.refuse_unknown(given, ("archive",))
        found = _open(token, ATOM)
        with snapshot():
            now, asked, archive = timezone.now(), wanted_of(found.canonical), given.get("archive")
            document = archived(asked, now, archive) if archive else current(asked, now)
            frame = Frame(document, path_of(found), "", title_of(asked), home_of(asked), calm(now).since)
            return feed(request, frame, "atom", now)


class SavedCalendarView(AddressedView):
    """`/feeds/subscriptions/{token}.ics`."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Deadlines and activities that the filter keeps."""
        self.no_parameters(request)
        found = _open(token, CALENDAR)
        with snapshot():
            return calendar_of(request, wanted_of(found.canonical), path=request.path, canonical="", now=timezone.now())


def _open(token: str, channel: str) -> Subscription:
    """The saved filter with that token, if it has the channel and its subscriber is active; else Http404."""
    found = Subscription.objects.filter(token=token, subscriber__active=True).first()
    if found is None or channel not in found.channels:
        raise Http404
    return found


def _id() -> list[OpenApiParameter]:
    schema: dict[str, Any] = {"type": "string", "format": "uuid"}
    return [OpenApiParameter("id", schema, OpenApiParameter.PATH, description="The saved filter's id.")]
