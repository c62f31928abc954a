"""What must not be overlooked at a start."""

from typing import Any

from django.core.checks import Error, register

from portal.operations.backup.restoring import mark_file


@register()
def restore_is_ended(app_configs: Any, **given: Any) -> list[Error]:
    """A restore that was interrupted after its database took its place has uploads that are not its own yet."""
    if not mark_file().exists():
        return []
    hint = "Run `manage.py restore --finish`."
    return [Error("A restore was interrupted.", hint=hint, id="operations.E001")]
