"""Colours and how well one is read on another (WCAG 2.2, 1.4.3)."""

import re

TEXT_CONTRAST = 4.5
EDGE_CONTRAST = 3.0
WHITE, BLACK = "#ffffff", "#000000"
_STEPS = 50
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether it is written as #rrggbb, in small letters."""
    return bool(_COLOUR.fullmatch(text))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, from 0 to 1."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with a share (0 to 1) of another mixed in."""
    pairs = [(int(colour[start : start + 2], 16), int(other[start : start + 2], 16)) for start in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def readable(colour: str, *grounds: str, towards: str, least: float = TEXT_CONTRAST) -> str:
    """The nearest shade, on the way to black or white, that is read on every ground; `towards` itself at the end."""
    for step in range(_STEPS + 1):
        shade = mixed(colour, towards, step / _STEPS)
        if all(contrast(shade, ground) >= least for ground in grounds):
            return shade
    return towards
