"""Windows and what happened to them as the public form has them."""

import uuid
from collections.abc import Iterable
from typing import Any

from portal.windows.instants import rfc3339
from portal.windows.milestones import told
from portal.windows.models import Window, WindowEvent


def windows_json(windows: Iterable[Window]) -> list[dict[str, Any]]:
    """Windows with their happenings as the public form has them: instants RFC 3339, as first announced."""
    rows = list(windows)
    happenings: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for row in WindowEvent.objects.filter(window_id__in=[window.permanent_id for window in rows]) if rows else ():
        happenings.setdefault(row.window_id, []).append(_happening(row))
    return [_window(window, happenings.get(window.permanent_id, [])) for window in rows]


def _window(window: Window, happenings: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": str(window.permanent_id),
        "purpose": window.purpose,
        "opens_at": rfc3339(window.opens_at) if window.opens_at else None,
        "closes_at": rfc3339(window.closes_at) if window.closes_at else None,
        "open_ended": window.open_ended,
        "text": window.text or None,
        "milestones": told(window.milestones),
        "happenings": happenings,
    }


def _happening(row: WindowEvent) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "at": rfc3339(row.at),
        "closes_at": rfc3339(row.closes_at) if row.closes_at else None,
        "opens_at": rfc3339(row.opens_at) if row.opens_at else None,
        "open_ended": row.open_ended,
        "corrects": str(row.corrects_id) if row.corrects_id else None,
        "reason": row.reason or None,
        "source_url": row.source_url or None,
        "recorded_at": rfc3339(row.recorded_at),
    }
