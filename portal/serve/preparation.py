"""What must be there before the site answers; run as a process of its own, so that its memory is given back."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import call_command

from portal.operations.metrics.counters import forget
from themes.bundles import bundle_name


def main() -> None:
    """Each step names itself and its time; a step with nothing to do is quick."""
    django.setup()
    forget()
    # What is found is told and stops nothing: a faulty theme, for one, leaves the base theme in its place.
    _step("Checks", lambda: call_command("check", fail_level="CRITICAL"))
    _step("Database", lambda: call_command("migrate", interactive=False, verbosity=0))
    _step("Site tree", lambda: call_command("ensure_site_tree", verbosity=0))
    _step("Roles", lambda: call_command("ensure_roles", verbosity=0))
    if _static_files_are_stale():
        _step("Static files", lambda: call_command("collectstatic", interactive=False, verbosity=0))
    if os.environ.get("SEED", "").lower() not in {"no", "0", "false"} and not _demo_is_loaded():
        _step("Demo content (SEED=no leaves it out)", _load_demo)
    if getattr(settings, "EXERCISE_ALLOWED", False):
        _step("Sample subscribers", lambda: call_command("ensure_sample_subscribers", verbosity=0))


def _step(name: str, action: Callable[[], object]) -> None:
    sys.stdout.write(f"{name} …\n")
    sys.stdout.flush()
    begun = time.monotonic()
    action()
    sys.stdout.write(f"{name}: done in {time.monotonic() - begun:.1f} s\n")


def _load_demo() -> None:
    """The mark comes last: an interrupted load goes on at the next start, a finished one is never repeated."""
    call_command("load_demo")
    _demo_mark().write_text(_database_identity(), encoding="utf-8")


def _demo_is_loaded() -> bool:
    """A mark rather than a look at the pages: what an editor deleted must not come back."""
    mark = _demo_mark()
    return mark.exists() and mark.read_text(encoding="utf-8") == _database_identity()


def _demo_mark() -> Path:
    return Path(settings.DATA_DIR) / "demo-loaded"


def _database_identity() -> str:
    """Tells two databases apart that are used with one DATA_DIR."""
    database = settings.DATABASES["default"]
    return " ".join(str(database.get(part, "")) for part in ("ENGINE", "HOST", "PORT", "NAME"))


def _static_files_are_stale() -> bool:
    """Only where they are served collected, and only if a source is newer than the manifest."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return False
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    # A theme that was copied here may be older than the manifest and still not be in it.
    known = staticfiles_storage.hashed_files
    if not manifest.exists() or any(bundle_name(theme) not in known for theme in settings.THEMES):
        return True
    sources = [file for theme in settings.THEMES.values() for file in (theme / "static").rglob("*")]
    newest = max(file.stat().st_mtime for file in [*sources, settings.ROOT / "requirements.txt"])
    return newest > manifest.stat().st_mtime


if __name__ == "__main__":
    main()
