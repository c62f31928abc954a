"""Sources of records: what they may read on the server, and the keys of those that want one."""

import os
from pathlib import Path

from portal.settings import environment

_KEY = "SOURCE_KEY_"
# Name -> secret. The prefix keeps staff who name a key from sending any other variable to an address of theirs.
SOURCE_KEYS = {
    name.removeprefix(_KEY): value.strip() for name, value in os.environ.items() if name.startswith(_KEY) and value
}


def folders(data_dir: Path) -> list[Path]:
    """Where files of sources may lie: DATA_DIR/sources, and what SOURCE_FOLDERS adds."""
    opened = [Path(word).expanduser().resolve() for word in environment.words("SOURCE_FOLDERS")]
    return [data_dir / "sources", *opened]
