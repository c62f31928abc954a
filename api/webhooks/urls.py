"""Addresses under /api/v1."""

from django.urls import path

from api.webhooks import views

ONE = "v1/webhook-endpoints/<uuid:id>"

urlpatterns = [
    path("v1/webhook-endpoints", views.EndpointsView.as_view()),
    path(ONE, views.EndpointView.as_view()),
    path(f"{ONE}/verify", views.VerifyView.as_view()),
    path(f"{ONE}/rotate-secret", views.RotateSecretView.as_view()),
    path(f"{ONE}/pause", views.PauseView.as_view()),
    path(f"{ONE}/resume", views.ResumeView.as_view()),
    path(f"{ONE}/test", views.TestView.as_view()),
    path(f"{ONE}/replay", views.ReplayView.as_view()),
    path(f"{ONE}/deliveries", views.DeliveriesView.as_view()),
    path(f"{ONE}/deliveries/<uuid:delivery>/redeliver", views.RedeliverView.as_view()),
]
