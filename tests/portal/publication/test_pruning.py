"""Old events go once everybody has them; positions before them are told to be gone."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.publication import pruning
from portal.publication.consumers import beat
from portal.publication.head import begin_epoch, log_head
from portal.publication.models import PublicationEvent, PublishedVersion
from portal.publication.pruning import prune_before, prune_keeping, prune_to
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db


class Follower:
    name = "follower"

    def handle(self, events: object) -> None:
        raise AssertionError("nobody runs it here")


class Holder(Follower):
    """One with cursors of its own, the slowest at 2."""

    def held_position(self) -> int:
        return 2


@pytest.fixture(autouse=True)
def five_events(settings) -> None:
    settings.PUBLICATION_CONSUMERS = []
    for _ in range(5):
        PolicyDocumentFactory()


def positions() -> list[int]:
    return list(PublicationEvent.objects.order_by("position").values_list("position", flat=True))


def test_last_events_are_kept_and_versions_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "BATCH", 2)

    assert prune_keeping(2) == 3
    assert positions() == [4, 5] and log_head().pruned == 3
    assert PublishedVersion.objects.filter(detail__isnull=False).count() == 5
    assert prune_keeping(4) == 0 and log_head().pruned == 3, "the mark never goes back"


def test_old_events_go_by_their_age() -> None:
    old = timezone.now() - dt.timedelta(days=401)
    PublicationEvent.objects.filter(position__lte=2).update(recorded_at=old)
    said = StringIO()
    call_command("prune_log", stdout=said)

    assert positions() == [3, 4, 5] and "2 events deleted; the log begins after position 2" in said.getvalue()
    assert prune_before(old) == 0


def test_what_a_consumer_has_not_handled_stays() -> None:
    beat("follower", position=3)

    assert prune_to(5, [Follower()]) == 3 and positions() == [4, 5]
    assert prune_to(5, [Holder()]) == 0


def test_consumer_that_never_ran_keeps_everything() -> None:
    assert prune_to(5, [Follower()]) == 0 and positions() == [1, 2, 3, 4, 5]


def test_two_ways_at_once_are_refused() -> None:
    with pytest.raises(CommandError):
        call_command("prune_log", "--days", "3", "--keep", "3")


def test_new_epoch_keeps_the_count() -> None:
    earlier = log_head()
    epoch = begin_epoch()
    PolicyDocumentFactory()

    last = PublicationEvent.objects.get(position=6)
    assert epoch != earlier.epoch and (last.epoch, log_head().epoch) == (epoch, epoch)
    assert log_head().edition == earlier.edition + 1
