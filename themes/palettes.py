"""The colours of a theme as a browser would take them, for who has to measure against them."""

from functools import cache

from portal.settings.themes import BASE
from themes.catalogue import themes
from themes.faults import usable
from themes.tokens import palette, read_sheet


@cache
def palette_of(name: str, *, dark: bool, high: bool = False) -> dict[str, str]:
    """Colours by token of the theme that a site with this choice is shown in."""
    folders = dict.fromkeys((themes()[BASE].folder, usable(name).folder))
    paths = [folder / "static" / "css" / "tokens.css" for folder in folders]
    return palette([read_sheet(path) for path in paths], dark=dark, high=high)
