"""Start-up checks: each fault of a theme by its file, in time for whoever starts the portal to read it."""

from typing import Any

from django.core.checks import Warning as Said
from django.utils.translation import gettext as _

from portal.settings.themes import BASE
from themes.catalogue import themes
from themes.faults import faults_of


def check_themes(app_configs: Any, **kwargs: Any) -> list[Said]:
    """W001 for what keeps a theme from being used, W002 for what can be seen less well. The portal starts with both."""
    grave, slight = (
        _("The theme “%(name)s” is not used: sites that have it are shown in the base theme."),
        _("The theme “%(name)s” is used all the same."),
    )
    return [
        Said(
            str(fault), hint=(grave if fault.grave else slight) % {"name": name},
            id="themes.W001" if fault.grave else "themes.W002",
        )
        for name in themes()
        if name != BASE
        for fault in faults_of(name)
    ]  # fmt: skip
