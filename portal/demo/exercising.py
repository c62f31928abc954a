"""What `manage.py exercise` does to a portal under test, through the verbs that an editor's buttons run."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from portal.demo.bursting import publish_burst
from portal.demo.samples import call_with_window, sample
from portal.pages.models import PortalPage
from portal.pages.tree import listing_for
from portal.pages.verbs import publish_changes, publish_new, record_happening, withdraw
from portal.policies.models import ApplicationNotice, CallWindow
from portal.publication.transaction import transaction
from portal.taxonomy.models import Level
from portal.windows.clock import period_of
from portal.windows.instants import rfc3339
from portal.windows.status import course

# Where an item goes that leaves its level; the second is for one that is at the first already.
OTHER_LEVELS = ("district", "province")


class NotLive(LookupError):
    """No such record is public now."""


def publish(kind: str) -> dict[str, Any]:
    """A new sample of the kind."""
    page = sample(kind, new_title())
    # Who follows a feed from outside knows the record by its address.
    page.slug = str(page.permanent_id)
    return said(publish_new(parent=listing_for(kind), page=page))


def update(kind: str, permanent_id: UUID) -> dict[str, Any]:
    """A new summary."""
    page = find_page(kind, permanent_id)
    page.summary = f"示例：演练更新 {uuid4().hex[:8]}"
    return said(publish_changes(page=page, note="演练更新"))


def take_down(kind: str, permanent_id: UUID) -> dict[str, Any]:
    """A withdrawal without a stated reason."""
    page = find_page(kind, permanent_id)
    withdraw(page=page, reason="unspecified", note="演练撤回")
    return said(page)


def leave(kind: str, permanent_id: UUID) -> dict[str, Any]:
    """Another level than the one it has: a reader who filters by level loses it."""
    page = find_page(kind, permanent_id)
    present = page.level.code if page.level else None
    page.level = Level.objects.get(code=next(code for code in OTHER_LEVELS if code != present))
    return said(publish_changes(page=page, note="演练改级别")) | {"level": page.level.code}


def schedule(opens_in: float, closes_in: float) -> dict[str, Any]:
    """A new call whose window opens and closes so many seconds from now."""
    opens_at, closes_at = instants(opens_in, closes_in)
    page = publish_new(parent=listing_for("notices"), page=call_with_window(new_title(), opens_at, closes_at))
    return said(page) | shown(opens_at, closes_at)


def reschedule(permanent_id: UUID, opens_in: float, closes_in: float) -> dict[str, Any]:
    """Other times for the call's first window: what has begun is extended, what has not is announced anew."""
    page = find_page("notices", permanent_id)
    row = page.items.first().windows.first()
    opens_at, closes_at = instants(opens_in, closes_in)
    now = timezone.now()
    with transaction():
        period = period_of(page.representation(), str(row.permanent_id))
        present = course(period, now) if period else None
        begun = present is not None and present.opens_at is not None and present.opens_at <= now
        if not (begun and opens_at <= now):
            set_window(page, row, opens_at, closes_at)
        if present and (begun and opens_at <= now or present.closing_by):
            over = present.ended_at or (present.deadline and present.deadline <= now)
            record_happening(page=page, window_id=row.permanent_id, kind="reopened" if over else "extended",
                             at=now, closes_at=closes_at, reason="演练改期")  # fmt: skip
    return said(page) | shown(opens_at, closes_at)


def set_window(page: ApplicationNotice, row: CallWindow, opens_at: dt.datetime, closes_at: dt.datetime) -> None:
    """What the edit form does: other values in the window's row, published as a new revision."""
    items = list(page.items.all())
    windows = list(items[0].windows.all())
    for window in windows:
        if window.permanent_id == row.permanent_id:
            window.opens_at, window.closes_at = opens_at, closes_at
    items[0].windows = windows
    page.items = items
    publish_changes(page=page, note="演练改期", significant=True)


def burst(number: int, workers: int) -> dict[str, Any]:
    """Many new samples at once."""
    return {"ids": publish_burst(number, workers)}


def prune(keep: int) -> dict[str, Any]:
    """Only the newest events stay in the log."""
    call_command("prune_log", keep=keep)
    return {"kept": keep}


def dump() -> dict[str, Any]:
    """New dumps and their manifest."""
    call_command("export_dumps")
    return {"dumped": True}


VERBS: dict[str, Callable[..., dict[str, Any]]] = {
    "publish": publish,
    "update": update,
    "withdraw": take_down,
    "leave": leave,
    "schedule": schedule,
    "reschedule": reschedule,
    "burst": burst,
    "prune": prune,
    "dump": dump,
}


def find_page(kind: str, permanent_id: UUID) -> PortalPage:
    """The live page of that kind and permanent id; raises NotLive."""
    for model in apps.get_models():
        if issubclass(model, PortalPage) and model.kind == kind:
            page = model.objects.live().filter(permanent_id=permanent_id).first()
            if page is not None:
                return page
    raise NotLive(f"{kind}/{permanent_id} is not live")


def new_title() -> str:
    """A title that no other sample has."""
    return f"演练记录 {uuid4().hex[:8]}（示例）"


def instants(opens_in: float, closes_in: float) -> tuple[dt.datetime, dt.datetime]:
    """Seconds from now as instants."""
    now = timezone.now()
    return now + dt.timedelta(seconds=opens_in), now + dt.timedelta(seconds=closes_in)


def said(page: PortalPage) -> dict[str, Any]:
    """What the caller needs to find the record again."""
    return {"id": str(page.permanent_id), "kind": page.kind}


def shown(opens_at: dt.datetime, closes_at: dt.datetime) -> dict[str, str]:
    """The window's instants as the API shows them."""
    return {"opens_at": rfc3339(opens_at), "closes_at": rfc3339(closes_at)}
