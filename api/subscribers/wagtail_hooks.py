"""Subscribers in the back-office."""

from wagtail.snippets.models import register_snippet

from api.subscribers.back_office import SubscriberViewSet

register_snippet(SubscriberViewSet)
