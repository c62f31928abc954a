"""No rule of the base theme is for a class that nothing is given."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "themes/base/static/css"
SPEAKERS = ("themes", "portal", "cms_blocks")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"([^{}]*)\{")
_CLASS = re.compile(r"\.([a-z][a-z0-9_-]*)")
_WORD = re.compile(r"[a-z][a-z0-9_-]*")


def test_every_styled_class_is_given_to_something() -> None:
    paths = [path for name in SPEAKERS for path in (ROOT / name).rglob("*") if path.suffix in (".html", ".py", ".js")]
    given = {word for path in paths for word in _WORD.findall(path.read_text(encoding="utf-8"))}

    dead = {name for name in styled() if name not in given and not is_made(name, given)}

    assert dead == set()


def styled() -> set[str]:
    sheets = (_COMMENT.sub("", path.read_text(encoding="utf-8")) for path in STYLES.glob("*.css"))
    return {name for sheet in sheets for selector in _SELECTOR.findall(sheet) for name in _CLASS.findall(selector)}


def is_made(name: str, given: set[str]) -> bool:
    """Whether a template completes the part before -- with a value: `badge--{{ status }}`."""
    stem, _, rest = name.partition("--")
    return bool(rest) and f"{stem}--" in given
