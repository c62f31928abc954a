"""Sources of records: what they may read on the server, and the keys of those that want one."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment

_KEY = "SOURCE_KEY_"


def _bound(variable: str, value: str) -> tuple[str, str]:
    host, _space, key = value.strip().partition(" ")
    if not key.strip():
        raise ImproperlyConfigured(f'{variable} must be "host key", such as "data.example.gov.cn 8f3a…".')
    return host.lower(), key.strip()


# Name → the one host it is sent to, and the secret: staff who name a key in a form can lead it nowhere else, and the
# prefix keeps every other variable out of reach.
SOURCE_KEYS = {
    name.removeprefix(_KEY): _bound(name, value)
    for name, value in os.environ.items()
    if name.startswith(_KEY) and value
}


def folders(data_dir: Path) -> list[Path]:
    """Where files of sources may lie: DATA_DIR/sources, and what SOURCE_FOLDERS adds."""
    opened = [Path(word).expanduser().resolve() for word in environment.words("SOURCE_FOLDERS")]
    return [data_dir / "sources", *opened]
