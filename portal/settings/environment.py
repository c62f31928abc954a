"""Reading the process environment: the only way a deployment changes a setting."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


def required(name: str, *, purpose: str) -> str:
    """The variable's value; raises ImproperlyConfigured naming it and what it is for."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {purpose}. README.md lists every variable.")
    return value


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding spaces; empty counts as not given."""
    return os.environ.get(name, "").strip() or default


def fall_back(name: str, value: str) -> None:
    """Give the variable a value where it has none; empty counts as none."""
    if not text(name):
        os.environ[name] = value


def whole_number(name: str, default: int) -> int:
    """The variable as a number ≥ 0; raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} must be a whole number of 0 or more, not {value!r}.")
    return int(value)


def switch(name: str, default: bool) -> bool:
    """The variable as yes or no (1, yes, true, on / 0, no, false, off); raises ImproperlyConfigured otherwise."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def words(name: str) -> list[str]:
    """The variable as a comma-separated list without empty members."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def local_secret(path: Path) -> str:
    """A secret for this machine alone, made once and readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()
