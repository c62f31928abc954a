"""Who may read the portal's figures, and where its processes keep them."""

import ipaddress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(name: str, default: str) -> list[Network]:
    """The variable as networks such as 10.0.0.0/8 or ::1; raises ImproperlyConfigured naming what is none."""
    try:
        return [ipaddress.ip_network(word) for word in environment.words(name) or default.split(",")]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be networks separated by commas: {error}") from error


# /metrics answers these alone.
METRICS_ALLOWED = networks("METRICS_ALLOWED", "127.0.0.0/8,::1/128")


def metrics_folder(state: Path) -> Path:
    """Where processes count: a folder that all processes of a machine share."""
    return Path(environment.text("METRICS_DIR") or state / "metrics")
