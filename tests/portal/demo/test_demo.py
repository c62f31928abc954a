"""The demonstration: loaded once, every status, mode and purpose there on the day of loading."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.demo.building import demo_id
from portal.demo.calls import all_calls
from portal.home.models import PlainPage
from portal.policies.models import CallItem
from portal.publication.kinds import KINDS
from portal.publication.models import PublicationEvent, PublishedItem
from portal.windows.clock import stamp

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_demonstration_loads_once_and_shows_everything():
    call_command("load_demo", stdout=StringIO())
    events, now = PublicationEvent.objects.count(), timezone.now()

    counts = {kind: PublishedItem.objects.filter(kind=kind, live=True).count() for kind in KINDS}
    assert counts["policies"] >= 60 and counts["guides"] == 101 and counts["disclosures"] >= 60
    assert counts["policy-products"] >= 76 and counts["compilations"] == 2 and counts["interpretations"] == 9
    _statuses_are_as_declared(now)
    assert set(CallItem.objects.values_list("mode", flat=True)) == {"apply", "instant", "automatic"}
    assert set(CallItem.objects.values_list("purpose", flat=True)) == {
        "survey", "upstream_record", "application", "claim",
    }  # fmt: skip
    assert all(item.listing["example"] for item in PublishedItem.objects.filter(title__contains="（示例）"))
    assert PlainPage.objects.get(slug="about").example

    call_command("load_demo", stdout=StringIO())
    assert PublicationEvent.objects.count() == events


def _statuses_are_as_declared(now) -> None:
    found = {}
    for call in all_calls():
        listing = PublishedItem.objects.get(pk=demo_id("notices", call.key)).listing
        found[call.key] = stamp(listing, now)["status"]
    assert found == {call.key: call.status for call in all_calls()}
    assert set(found.values()) >= {
        "unannounced", "upcoming", "open", "closing_soon", "suspended", "closed", "open_ended",
    }  # fmt: skip
