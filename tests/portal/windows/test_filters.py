"""The database filters find exactly what the stamp says, each record once."""

import datetime as dt
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.publication.models import PublishedItem, PublishedSpan
from portal.publication.rendering import BEGINNING
from portal.windows.clock import spans_of, stamp
from portal.windows.filters import status_q, validity_q
from portal.windows.status import StatusValue
from tests.portal.windows.strategies import NEARBY, documents

pytestmark = pytest.mark.django_db
STATUSES = [*map(str, StatusValue), "cancelled"]
VALIDITIES = ["not_yet", "in_force", "partly", "amended", "repealed", "expired", "none"]


def store(found: list[dict[str, Any]]) -> dict[uuid.UUID, dict[str, Any]]:
    """Put documents and their spans into the tables as the log does; by id."""
    now = dt.datetime.now(dt.UTC)
    PublishedItem.objects.all().delete()
    items = [PublishedItem(kind="notices", title="", published_at=now, updated_at=now) for _ in found]
    PublishedItem.objects.bulk_create(items)
    PublishedSpan.objects.bulk_create(
        PublishedSpan(item=item, **vars(span))
        for item, document in zip(items, found, strict=True)
        for span in spans_of(document)
    )
    return {item.id: document for item, document in zip(items, found, strict=True)}


def matched(wanted: Any) -> list[uuid.UUID]:
    return sorted(PublishedItem.objects.filter(wanted).values_list("id", flat=True))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(documents, min_size=1, max_size=5), st.data())
def test_filters_agree_with_the_stamp(found: list[dict[str, Any]], data: st.DataObject) -> None:
    stored = store(found)
    starts = {span.starts_at for document in found for span in spans_of(document)}
    turns = sorted(starts - {BEGINNING})
    chosen = data.draw(st.lists(st.sampled_from(turns), max_size=2)) if turns else []
    for at in [turn + step for turn in chosen for step in NEARBY] or [dt.datetime.now(dt.UTC)]:
        stamped = {item_id: stamp(document, at) for item_id, document in stored.items()}
        for word in STATUSES:
            said = sorted(item_id for item_id, row in stamped.items() if row["status"] == word)
            assert matched(status_q([word], at)) == said, (word, at)
        for word in VALIDITIES:
            said = sorted(item_id for item_id, row in stamped.items() if (row.get("validity") or "none") == word)
            assert matched(validity_q([word], at)) == said, (word, at)
        assert matched(status_q(STATUSES, at)) == matched(validity_q(VALIDITIES, at)) == sorted(stored)
