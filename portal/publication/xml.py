"""Texts as XML can carry them."""

import re

# What XML 1.0 cannot carry; imported and pasted texts have it now and then.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """A text without what XML cannot carry."""
    return _UNWRITABLE.sub("", text)
