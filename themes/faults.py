"""What is wrong with a theme, file by file: a theme with a grave fault is not used, the base theme stands in."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Engine, TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates
from django.template.base import FilterExpression, Template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.utils.translation import gettext as _

from portal.settings.themes import BASE
from themes.catalogue import FILE, Theme, Unreadable, read, themes
from themes.colours import EDGE_CONTRAST, TEXT_CONTRAST, contrast
from themes.tokens import EDGE_PAIRS, TEXT_PAIRS, Sheet, palette, read_sheet

logger = logging.getLogger(__name__)

TOKENS = Path("static") / "css" / "tokens.css"


@dataclass(frozen=True)
class Fault:
    """One fault in words. `line` is 0 where it is the file itself; only a grave one keeps the theme from being used."""

    path: Path
    words: str
    line: int = 0
    grave: bool = True

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.words}"


@cache
def faults_of(name: str) -> tuple[Fault, ...]:
    """Every fault of a theme, read once in a process."""
    theme = themes()[name]
    return (*_label(theme), *_sheets(theme), *_templates(theme))


@cache
def usable(name: str) -> Theme:
    """The theme, or the base theme in place of one that is gone or has a grave fault; the log is told once."""
    known = themes()
    if name == BASE or name not in known:
        return known[BASE]
    grave = [fault for fault in faults_of(name) if fault.grave]
    for fault in grave:
        logger.error("theme “%s” is not used, the base theme stands in: %s", name, fault)
    return known[BASE] if grave else known[name]


def _label(theme: Theme) -> Iterator[Fault]:
    try:
        read(theme.folder)
    except Unreadable as error:
        yield Fault(theme.folder / FILE, str(error))


def _sheets(theme: Theme) -> Iterator[Fault]:
    base, _unread = _read(themes()[BASE])
    own, faults = _read(theme)
    yield from faults
    known = {declared.name for sheet in base.values() for declared in sheet.declared}
    for path, sheet in own.items():
        yield from (Fault(path, words, line) for words, line in sheet.broken)
        known |= {declared.name for declared in sheet.declared if declared.name.startswith(f"{theme.name}-")}
    for path, sheet in own.items():
        yield from _unknown(path, sheet, known)
    yield from _contrasts(theme, [*base.values(), *own.values()])


def _read(theme: Theme) -> tuple[dict[Path, Sheet], list[Fault]]:
    """The theme's stylesheets, its tokens first; the file of the tokens has to be there."""
    tokens = theme.folder / TOKENS
    if not tokens.is_file():
        return {}, [Fault(tokens, _("The file is missing."))]
    others = sorted(path for path in tokens.parent.glob("*.css") if path != tokens)
    found: dict[Path, Sheet] = {}
    faults: list[Fault] = []
    for path in (tokens, *others):
        try:
            found[path] = read_sheet(path)
        except (OSError, UnicodeDecodeError) as error:
            faults.append(Fault(path, str(error)))
    return found, faults


def _unknown(path: Path, sheet: Sheet, known: set[str]) -> Iterator[Fault]:
    """Tokens that are set and mean nothing, and those that are used and nobody sets."""
    for declared in sheet.declared:
        if declared.name not in known:
            yield Fault(path, _("--%(name)s is no token of the base theme.") % {"name": declared.name}, declared.line)
    for name, line in sheet.used:
        if name not in known:
            yield Fault(path, _("var(--%(name)s) uses a token that nobody sets.") % {"name": name}, line)


def _contrasts(theme: Theme, sheets: list[Sheet]) -> Iterator[Fault]:
    """Words and edges that cannot be seen well; a warning, for the theme still works."""
    tokens = theme.folder / TOKENS
    for mode, dark in ((_("light"), False), (_("dark"), True)):
        colours = palette(sheets, dark=dark, high=False)
        for pairs, least in ((TEXT_PAIRS, TEXT_CONTRAST), (EDGE_PAIRS, EDGE_CONTRAST)):
            for front, back in pairs:
                ratio = contrast(colours[front], colours[back]) if {front, back} <= colours.keys() else least
                if ratio < least:
                    words = _("%(mode)s: --%(front)s on --%(back)s has a contrast of %(ratio)s : 1, not %(least)s : 1.")
                    said = {"mode": mode, "front": front, "back": back, "ratio": f"{ratio:.1f}", "least": least}
                    yield Fault(tokens, words % said, grave=False)


def _templates(theme: Theme) -> Iterator[Fault]:
    """Templates that do not parse, and those that lead to one that is not there."""
    folder = theme.folder / "templates"
    paths = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    wanted: set[str] = set()
    for name, path in paths.items():
        try:
            template = _engine(theme).get_template(name)
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            yield Fault(path, str(error))
            continue
        for other, line in _leads_to(template):
            wanted.add(other)
            # What extends its own name means the base theme's template.
            if not _is_there(theme if other != name else themes()[BASE], other):
                yield Fault(path, _("There is no template “%(name)s”.") % {"name": other}, line)
    for name in sorted(paths.keys() - wanted):
        if theme.name != BASE and not _is_there(themes()[BASE], name):
            yield Fault(paths[name], _("The base theme has no template of this name: it is never used."), grave=False)


def _leads_to(template: Template) -> Iterator[tuple[str, int]]:
    """What a template extends and includes by name, with the line."""
    nodes: list[Any] = [
        *template.nodelist.get_nodes_by_type(ExtendsNode),
        *template.nodelist.get_nodes_by_type(IncludeNode),
    ]
    for node in nodes:
        named = node.parent_name if isinstance(node, ExtendsNode) else node.template
        if isinstance(named, FilterExpression) and isinstance(named.var, str) and not named.filters:
            yield str(named.var), node.token.lineno


def _engine(theme: Theme) -> Engine:
    backend = engines[theme.engine]
    assert isinstance(backend, DjangoTemplates)  # noqa: S101 - settings have no other
    return backend.engine


def _is_there(theme: Theme, name: str) -> bool:
    try:
        _engine(theme).get_template(name)
    except TemplateDoesNotExist:
        return False
    except TemplateSyntaxError:
        # Told of the file itself.
        return True
    return True
