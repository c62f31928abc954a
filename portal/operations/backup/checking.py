"""Whether a backup is whole: every checksum, then the database's copy opened and its rows counted."""

from pathlib import Path
from types import ModuleType

from portal.operations.backup import postgresql, sqlite
from portal.operations.backup.manifest import Damaged, Manifest, digest_of, read_manifest
from portal.operations.backup.progress import Steps

LISTED = 10
VENDORS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def check_backup(folder: Path, steps: Steps) -> Manifest:
    """The manifest of a backup that holds what it says; raises Damaged naming the files that do not."""
    manifest = read_manifest(folder)
    progress, wrong = steps.begin("checksums"), []
    for done, (name, (size, digest)) in enumerate(manifest.files.items(), 1):
        path = folder / name
        if not path.is_file():
            wrong.append(f"{name} is missing")
        elif path.stat().st_size != size or digest_of(path) != digest:
            wrong.append(f"{name} has been changed")
        progress(done, len(manifest.files))
    if wrong:
        more = f"; and {len(wrong) - LISTED} more" if len(wrong) > LISTED else ""
        raise Damaged(f"{folder} is damaged: {'; '.join(wrong[:LISTED])}{more}")
    VENDORS[manifest.facts.vendor].check(folder, manifest.facts, steps.begin("database"))
    return manifest
