"""Names of issuing bodies as real documents write them: compared in normal form, joint bodies split."""

import re
import unicodedata

_OPENING, _CLOSING = "(（[【〔《", ")）]】〕》"
_SEPARATORS = "、，,；;/|"


def normalise(name: str) -> str:
    """The form in which names are compared: NFKC (half-width brackets, letters) without any white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
