"""`/webhook-endpoints`: a subscriber's endpoints, what may be done to them, and what was sent."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from api.links import absolute
from api.openapi import parameters as described
from api.openapi.operations import Operation
from api.subscribers.views import SubscriberView
from api.webhooks import forms, reading, verbs
from api.webhooks.models import Delivery, Endpoint
from api.webhooks.paging import page_of

PATH = "/api/v1/webhook-endpoints"
TAG = "webhook-endpoints"


def _id() -> list[OpenApiParameter]:
    return [_path("id", "The endpoint's id.")]


def _path(name: str, description: str) -> OpenApiParameter:
    schema: dict[str, Any] = {"type": "string", "format": "uuid"}
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, description=description)


class EndpointsView(SubscriberView):
    """`/webhook-endpoints`."""

    def get(self, request: HttpRequest) -> Response:
        """One page of the subscriber's endpoints."""
        rows = Endpoint.objects.filter(subscriber=self.subscriber)
        return page_of(request, rows, f"endpoints:{self.subscriber.pk}", forms.endpoint_form)

    def post(self, request: HttpRequest) -> Response:
        """A new one, pending until it answers a challenge."""
        self.no_parameters(request)
        members = reading.endpoint_members(request, whole=True)
        endpoint, secret = verbs.create(subscriber=self.subscriber, members=members)
        body = {**forms.endpoint_form(endpoint), "secret": secret}
        return Response(body, status=201, headers={"Location": absolute(f"{PATH}/{endpoint.pk}")})

    def describe(self) -> Mapping[str, Operation]:
        """For the OpenAPI document."""
        return {
            "GET": Operation("listWebhookEndpoints", "List your endpoints", TAG, forms.WebhookEndpointList,
                             described.paging, by_key=True),
            "POST": Operation("createWebhookEndpoint", "Add an endpoint; verify it next", TAG,
                              forms.WebhookEndpointWithSecret, status=201, body=reading.NEW, by_key=True,
                              conflicts=True),
        }  # fmt: skip


class OwnedView(SubscriberView):
    """A view of one endpoint; another subscriber's is not there."""

    def endpoint(self, id: UUID) -> Endpoint:
        """Raises Http404."""
        found = Endpoint.objects.filter(subscriber=self.subscriber, pk=id).first()
        if found is None:
            raise Http404
        return found


class EndpointView(OwnedView):
    """`/webhook-endpoints/{id}`."""

    def get(self, request: HttpRequest, id: UUID) -> Response:
        """One endpoint."""
        self.no_parameters(request)
        return Response(forms.endpoint_form(self.endpoint(id)))

    def patch(self, request: HttpRequest, id: UUID) -> Response:
        """Change what is sent, or where."""
        self.no_parameters(request)
        endpoint = self.endpoint(id)
        verbs.change(endpoint, members=reading.endpoint_members(request, whole=False))
        return Response(forms.endpoint_form(endpoint))

    def delete(self, request: HttpRequest, id: UUID) -> HttpResponse:
        """Nothing more is sent, nothing is kept."""
        self.no_parameters(request)
        self.endpoint(id).delete()
        return HttpResponse(status=204)

    def describe(self) -> Mapping[str, Operation]:
        """For the OpenAPI document."""
        shown = forms.WebhookEndpoint
        return {
            "GET": Operation("getWebhookEndpoint", "One of your endpoints", TAG, shown, _id, by_key=True),
            "PATCH": Operation("changeWebhookEndpoint", "Change an endpoint; another address must be verified again",
                               TAG, shown, _id, body=reading.CHANGED, by_key=True),
            "DELETE": Operation("deleteWebhookEndpoint", "Delete an endpoint", TAG, None, _id, status=204,
                                by_key=True),
        }  # fmt: skip


class VerbView(OwnedView, ABC):
    """`/webhook-endpoints/{id}/{verb}`: POST only; each verb is a class of its own below."""

    operation: Operation

    def post(self, request: HttpRequest, id: UUID) -> Response:
        """Do it."""
        self.no_parameters(request)
        return self.do(request, self.endpoint(id))

    @abstractmethod
    def do(self, request: HttpRequest, endpoint: Endpoint) -> Response:
        """The verb."""

    def describe(self) -> Mapping[str, Operation]:
        """For the OpenAPI document."""
        return {"POST": self.operation}


def _verb(id: str, summary: str, answer: Any = forms.WebhookEndpoint, **given: Any) -> Operation:
    given = {"body": reading.NOTHING, "body_required": False, "conflicts": True, **given}
    return Operation(id, summary, TAG, answer, _id, by_key=True, **given)


class PlainVerbView(VerbView):
    """A verb without members that answers with the endpoint."""

    verb: Callable[[Endpoint], None]

    def do(self, request: HttpRequest, endpoint: Endpoint) -> Response:
        """Read that nothing was sent, then do it."""
        reading.nothing(request)
        type(self).verb(endpoint)
        return Response(forms.endpoint_form(endpoint))


class VerifyView(PlainVerbView):
    """`verify`."""

    verb = staticmethod(verbs.verify)
    operation = _verb("verifyWebhookEndpoint", "Send a challenge; the endpoint is active once it was answered")


class PauseView(PlainVerbView):
    """`pause`."""

    verb = staticmethod(verbs.pause)
    operation = _verb("pauseWebhookEndpoint", "Hold events")


class ResumeView(PlainVerbView):
    """`resume`."""

    verb = staticmethod(verbs.resume)
    operation = _verb("resumeWebhookEndpoint", "Send what was held, in order")


class RotateSecretView(VerbView):
    """`rotate-secret`."""

    operation = _verb(
        "rotateWebhookSecret", "A new secret; the old one signs too until its grace is over",
        forms.WebhookEndpointWithSecret, body=reading.ROTATION, conflicts=False,
    )  # fmt: skip

    def do(self, request: HttpRequest, endpoint: Endpoint) -> Response:
        """Shown this once."""
        secret = verbs.rotate(endpoint, grace_seconds=reading.grace_seconds(request))
        return Response({**forms.endpoint_form(endpoint), "secret": secret})


class TestView(VerbView):
    """`test`."""

    operation = _verb("testWebhookEndpoint", "Send a test message at once", forms.WebhookDelivery)

    def do(self, request: HttpRequest, endpoint: Endpoint) -> Response:
        """What became of it."""
        reading.nothing(request)
        return Response(forms.delivery_form(verbs.send_test(endpoint)))


class ReplayView(VerbView):
    """`replay`."""

    operation = _verb(
        "replayWebhookEndpoint", "Send everything after a position again",
        status=202, body=reading.REPLAY, body_required=True, expires=True,
    )  # fmt: skip

    def do(self, request: HttpRequest, endpoint: Endpoint) -> Response:
        """The worker does it."""
        verbs.replay(endpoint, after=reading.position(request))
        return Response(forms.endpoint_form(endpoint), status=202)


class DeliveriesView(OwnedView):
    """`/webhook-endpoints/{id}/deliveries`."""

    def get(self, request: HttpRequest, id: UUID) -> Response:
        """One page, newest first."""
        rows = Delivery.objects.filter(endpoint=self.endpoint(id))
        return page_of(request, rows, f"deliveries:{id}", forms.delivery_form)

    def describe(self) -> Mapping[str, Operation]:
        """For the OpenAPI document."""
        return {
            "GET": Operation("listWebhookDeliveries", "What was sent to an endpoint", TAG, forms.WebhookDeliveryList,
                             lambda: [*_id(), *described.paging()], by_key=True)
        }  # fmt: skip


class RedeliverView(OwnedView):
    """`/webhook-endpoints/{id}/deliveries/{delivery}/redeliver`."""

    def post(self, request: HttpRequest, id: UUID, delivery: UUID) -> Response:
        """The same message with the same webhook-id, at once."""
        self.no_parameters(request)
        found = Delivery.objects.select_related("endpoint").filter(endpoint=self.endpoint(id), pk=delivery).first()
        if found is None:
            raise Http404
        reading.nothing(request)
        return Response(forms.delivery_form(verbs.redeliver(found)))

    def describe(self) -> Mapping[str, Operation]:
        """For the OpenAPI document."""
        return {
            "POST": Operation("redeliverWebhook", "Send a message again at once", TAG, forms.WebhookDelivery,
                              lambda: [*_id(), _path("delivery", "The delivery's id.")], body=reading.NOTHING,
                              body_required=False, by_key=True, conflicts=True, expires=True)
        }  # fmt: skip
