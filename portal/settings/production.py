"""Production: the base as it stands."""

from portal.settings.base import *  # noqa: F403
