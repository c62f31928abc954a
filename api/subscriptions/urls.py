"""Addresses of saved filters, under /api/v1 and beside the feeds."""

from django.urls import path, re_path

from api.subscriptions.views import SavedCalendarView, SavedFeedView, SubscriptionsView, SubscriptionView

versioned = [
    path("v1/subscriptions", SubscriptionsView.as_view()),
    path("v1/subscriptions/<uuid:id>", SubscriptionView.as_view()),
]
# Only what a token can be: anything else is answered without asking the database.
_ADDRESS = r"(?P<token>[A-Za-z0-9_-]{20,64})"
feeds = [
    re_path(rf"^feeds/subscriptions/{_ADDRESS}\.atom\Z", SavedFeedView.as_view(), name="saved_feed"),
    re_path(rf"^feeds/subscriptions/{_ADDRESS}\.ics\Z", SavedCalendarView.as_view(), name="saved_calendar"),
]
