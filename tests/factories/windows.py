"""Factory of WindowEvent."""

import datetime as dt
import uuid

import factory

from portal.windows.models import WindowEvent


class WindowEventFactory(factory.django.DjangoModelFactory):
    """An opening of some window, recorded now."""

    class Meta:
        model = WindowEvent

    window_id = factory.LazyFunction(uuid.uuid4)
    kind = "opened"
    at = factory.LazyFunction(lambda: dt.datetime.now(dt.UTC))
