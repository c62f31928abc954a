"""A site's own colours as tokens: from one colour all that stands beside it, so that every word stays readable."""

import hashlib
from collections.abc import Mapping

from themes.colours import BLACK, WHITE, mixed, readable

# What is made of the colour of the header is read by ink and links of the theme, in both modes.
SOFT_LIGHT, SOFT_DARK = 0.88, 0.72


def stylesheet(brand: str, accent: str, light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """CSS that sets the tokens in both modes; "" without colours. High contrast stays as the theme has it."""
    usual = {**_header(brand, light), **_accent(accent, light)}
    night = {**_header_at_night(brand, dark), **_accent_at_night(accent, dark)}
    if not usual:
        return ""
    return f":root{{{_rule(usual)}}}\n@media (prefers-color-scheme: dark){{:root{{{_rule(night)}}}}}\n"


def digest(css: str) -> str:
    """What the address of the stylesheet carries: other colours have another address."""
    return hashlib.sha256(css.encode()).hexdigest()[:12]


def _rule(tokens: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in tokens.items())


def _header(brand: str, palette: Mapping[str, str]) -> dict[str, str]:
    if not brand:
        return {}
    strong = mixed(brand, BLACK, 0.25)
    return {
        "brand": brand,
        "brand-strong": strong,
        "brand-ink": WHITE,
        "brand-quiet": readable(mixed(brand, WHITE, 0.8), brand, strong, towards=WHITE),
        "brand-soft": _ground(mixed(brand, WHITE, SOFT_LIGHT), palette, WHITE),
        "action": brand,
        "action-hover": strong,
        "action-ink": WHITE,
    }


def _header_at_night(brand: str, palette: Mapping[str, str]) -> dict[str, str]:
    if not brand:
        return {}
    deep = mixed(brand, BLACK, 0.45)
    strong = mixed(brand, BLACK, 0.62)
    action = readable(mixed(brand, WHITE, 0.45), palette["paper"], palette["surface"], towards=WHITE, least=7)
    return {
        "brand": deep,
        "brand-strong": strong,
        "brand-ink": WHITE,
        "brand-quiet": readable(mixed(brand, WHITE, 0.8), deep, strong, towards=WHITE),
        "brand-soft": _ground(mixed(brand, BLACK, SOFT_DARK), palette, BLACK),
        "action": action,
        "action-hover": mixed(action, WHITE, 0.4),
        "action-ink": readable(mixed(brand, BLACK, 0.8), action, towards=BLACK),
    }


def _accent(accent: str, palette: Mapping[str, str]) -> dict[str, str]:
    if not accent:
        return {}
    return {
        "accent": accent,
        "accent-hover": mixed(accent, BLACK, 0.25),
        "accent-ink": WHITE,
        "accent-soft": readable(mixed(accent, WHITE, 0.9), accent, palette["ink"], towards=WHITE),
    }


def _accent_at_night(accent: str, palette: Mapping[str, str]) -> dict[str, str]:
    if not accent:
        return {}
    grounds = [palette[name] for name in ("paper", "surface", "ground")]
    light = readable(mixed(accent, WHITE, 0.4), *grounds, towards=WHITE)
    return {
        "accent": light,
        "accent-hover": mixed(light, WHITE, 0.4),
        "accent-ink": readable(mixed(accent, BLACK, 0.75), light, towards=BLACK),
        "accent-soft": readable(mixed(accent, BLACK, 0.75), light, palette["ink"], towards=BLACK),
    }


def _ground(colour: str, palette: Mapping[str, str], towards: str) -> str:
    """A ground on which words and links of the theme are read."""
    return readable(colour, palette["ink"], palette["link"], towards=towards)
