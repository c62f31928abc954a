"""Live records that lack what their kind must have, looked for at night and kept: judging one takes a dozen queries."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from portal.batches import in_batches
from portal.desk.models import IncompleteRecord
from portal.pages.gate import missing
from portal.pages.models import PortalPage
from portal.pages.own_records import record_models


def live_records() -> Iterator[PortalPage]:
    """Every live record, one at a time."""
    for model in record_models():
        yield from in_batches(model.objects.filter(live=True))


def judge(page: PortalPage, now: dt.datetime) -> bool:
    """Keep what the page lacks, forget a page that lacks nothing; returns whether it lacks something."""
    found = [
        {"field": row.field, "text": str(row.text), "anchor": str(getattr(row, "anchor", ""))} for row in missing(page)
    ]
    if not found:
        IncompleteRecord.objects.filter(page=page).delete()
        return False
    values: dict[str, Any] = {
        "kind": page.kind,
        "owner_id": page.record_owner_id,
        "missing": found,
        "count": len(found),
        "looked_at": now,
    }
    IncompleteRecord.objects.update_or_create(page_id=page.pk, defaults=values)
    return True
