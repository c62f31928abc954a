"""Puts a kind's help texts under its fields, so that panels stay readable and no field is left without words."""

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.admin.panels import Panel


def explain(texts: Mapping[str, Any], panels: list[Panel]) -> list[Panel]:
    """The same panels; one whose field or relation `texts` names has that help text unless it brought its own."""
    for panel in _walk(panels):
        name = getattr(panel, "field_name", None) or getattr(panel, "relation_name", None) or ""
        if name in texts and not panel.help_text:
            panel.help_text = texts[name]
    return panels


def _walk(panels: list[Panel]) -> Iterator[Panel]:
    for panel in panels:
        yield panel
        yield from _walk(getattr(panel, "children", None) or [])
