"""The tokens that stylesheets set and use, with file and line; the palette that a theme's cascade gives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tinycss2

from themes.colours import is_colour

DARK = "prefers-color-scheme: dark"
CONTRAST = 'data-display~="contrast"'
# Text and what it stands on; edges that carry meaning. Wherever these hold, every page can be read.
TEXT_PAIRS = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "ground"), ("ink", "surface-strong"), ("ink-muted", "paper"),
    ("ink-muted", "surface"), ("ink-muted", "ground"), ("link", "paper"), ("link", "surface"), ("link", "ground"),
    ("link-visited", "paper"), ("link-visited", "surface"), ("link-visited", "ground"), ("link-hover", "paper"),
    ("link-hover", "ground"), ("brand-ink", "brand"), ("brand-ink", "brand-strong"), ("brand-quiet", "brand"),
    ("brand-quiet", "brand-strong"), ("ink", "brand-soft"), ("link", "brand-soft"), ("action-ink", "action"),
    ("action-ink", "action-hover"), ("accent", "paper"), ("accent", "surface"), ("accent", "ground"),
    ("accent", "accent-soft"), ("accent-ink", "accent"), ("accent-ink", "accent-hover"), ("mark-ink", "mark"),
    ("focus-ink", "focus"), ("good", "good-soft"), ("good", "paper"), ("soon", "soon-soft"), ("soon", "paper"),
    ("soon", "surface"), ("soon", "ground"), ("held", "held-soft"), ("future", "future-soft"), ("future", "paper"),
    ("quiet", "quiet-soft"), ("bad", "bad-soft"), ("bad", "paper"), ("ink", "accent-soft"), ("ink", "good-soft"),
    ("ink", "soon-soft"), ("ink", "future-soft"), ("ink", "bad-soft"), ("ink", "held-soft"), ("ink", "quiet-soft"),
]  # fmt: skip
EDGE_PAIRS = [
    ("line-strong", "paper"), ("line-strong", "ground"), *((f"figure-{number}", "paper") for number in range(1, 9)),
]  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """A custom property as it is set: `name` without its dashes, where it holds, and the line."""

    name: str
    value: str
    selector: str
    media: str
    line: int


@dataclass(frozen=True)
class Sheet:
    """A stylesheet read: what it sets, which tokens it uses (name, line), what in it is no CSS (words, line)."""

    declared: tuple[Declared, ...]
    used: tuple[tuple[str, int], ...]
    broken: tuple[tuple[str, int], ...]


def read_sheet(path: Path) -> Sheet:
    """The stylesheet. Raises OSError and UnicodeDecodeError."""
    rules = tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)
    nodes = list(_declarations(rules, "", ""))
    found = [node for node in nodes if isinstance(node, Declared)]
    broken = [node for node in nodes if not isinstance(node, Declared)]
    return Sheet(tuple(found), tuple(_used(rules)), tuple(broken))


def palette(sheets: Iterable[Sheet], *, dark: bool, high: bool) -> dict[str, str]:
    """Colours by token as a browser would take them: later ones win, those of high contrast over all others."""
    usual: dict[str, str] = {}
    special: dict[str, str] = {}
    for declared in (declared for sheet in sheets for declared in sheet.declared):
        if declared.media and not (dark and DARK in declared.media):
            continue
        if declared.selector == ":root":
            usual[declared.name] = declared.value
        elif high and CONTRAST in declared.selector:
            special[declared.name] = declared.value
    return {name: value for name, value in (usual | special).items() if is_colour(value)}


def _declarations(rules: Iterable[Any], selector: str, media: str) -> Iterator[Declared | tuple[str, int]]:
    for rule in rules:
        if rule.type == "error":
            yield (rule.message, rule.source_line)
        elif rule.type == "at-rule" and rule.content is not None:
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _declarations(inner, selector, tinycss2.serialize(rule.prelude).strip())
        elif rule.type == "qualified-rule":
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _declarations(inner, tinycss2.serialize(rule.prelude).strip(), media)
        elif rule.type == "declaration" and rule.name.startswith("--"):
            value = tinycss2.serialize(rule.value).strip()
            yield Declared(rule.name[2:], value, selector, media, rule.source_line)


def _used(nodes: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """Every `var(--…)`, however deep."""
    for node in nodes:
        if node.type == "function" and node.lower_name == "var":
            names = [part.value for part in node.arguments if part.type == "ident"]
            yield from ((name[2:], node.source_line) for name in names[:1])
        for part in ("prelude", "content", "arguments"):
            inner = getattr(node, part, None)
            if isinstance(inner, list):
                yield from _used(inner)
