"""Site paths of the stored forms made absolute for readers elsewhere."""

from typing import Any

from django.conf import settings

ADDRESS_MEMBERS = frozenset({"url", "api_url", "permalink"})


def absolute(path: str) -> str:
    """The address of a site path; what is absolute already stays."""
    return f"{settings.PORTAL_BASE_URL}{path}" if path.startswith("/") else path


def with_absolute_addresses(form: Any) -> Any:
    """A copy of a stored form in which every `url`, `api_url` and `permalink` is absolute."""
    if isinstance(form, list):
        return [with_absolute_addresses(member) for member in form]
    if not isinstance(form, dict):
        return form
    return {
        name: absolute(value) if name in ADDRESS_MEMBERS and isinstance(value, str) else with_absolute_addresses(value)
        for name, value in form.items()
    }
