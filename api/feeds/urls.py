"""Addresses of feeds and calendars."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from api.feeds.formats import FORMATS
from api.feeds.views import CalendarView, FeedView, RecordCalendarView
from api.feeds.wanted import ALL
from portal.publication.kinds import KINDS


class FeedKindConverter(StringConverter):
    """A kind that has a feed, or all of them."""

    regex = "|".join((*KINDS, ALL))


class FeedEndingConverter(StringConverter):
    """The ending that names a format."""

    regex = "|".join(FORMATS)


register_converter(FeedKindConverter, "feed_kind")
register_converter(FeedEndingConverter, "feed_ending")

urlpatterns = [
    path("feeds/<feed_kind:kind>.<feed_ending:ending>", FeedView.as_view(), name="feed"),
    path("feeds/deadlines.ics", CalendarView.as_view(kind="notices"), name="deadlines"),
    path("feeds/activities.ics", CalendarView.as_view(kind="activities"), name="activities_calendar"),
    path("i/<uuid:id>/calendar.ics", RecordCalendarView.as_view(), name="record_calendar"),
]
