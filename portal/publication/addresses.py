"""Addresses inside stored forms: absolute for readers elsewhere, whatever host the portal is moved to."""

from typing import Any

from django.conf import settings

MEMBERS = frozenset({"url", "api_url", "permalink", "previous_url"})

# Stands for the portal's own address in stored events, so that a move to another host leaves the log true.
PLACEHOLDER = "https://portal.invalid"


def absolute(path: str, base: str = "") -> str:
    """The address of a site path under `base` (default: this portal's); what is absolute already stays."""
    return f"{base or settings.PORTAL_BASE_URL}{path}" if path.startswith("/") else path


def with_absolute_addresses(form: Any, base: str = "") -> Any:
    """A copy of a stored form in which every member of MEMBERS is absolute under `base` (default: this portal's)."""
    if isinstance(form, list):
        return [with_absolute_addresses(member, base) for member in form]
    if not isinstance(form, dict):
        return form
    return {
        name: absolute(value, base)
        if name in MEMBERS and isinstance(value, str)
        else with_absolute_addresses(value, base)
        for name, value in form.items()
    }
