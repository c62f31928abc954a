"""The pattern page at /_patterns/, for those who work on a theme; there in development, elsewhere only if asked for."""

from portal.settings import environment

PATTERNS = environment.switch("PATTERNS", False)
